import { actions, version } from 'computed:actions';
import { Command, Option } from 'commander';
import { type Catalogue, createCatalogue } from '../catalogue/catalogue.ts';
import { type Fault, mergeFaults } from '../errors.ts';
import { paramRefusal } from '../refusals.ts';
import { type Input, paramsFromText, readParams, withOptions } from '../runner/input.ts';
import { type Face, main } from '../runner/main.ts';
import { optionError, runnerOptions, valuedOptions } from '../runner/options.ts';
import { type ParamOption, paramOptions, paramsFromOptions } from '../runner/param-options.ts';
import { usage } from '../runner/usage.ts';
import { styleFor } from '../terminal/style.ts';
import { readTextFile, Unreadable } from '../text-file.ts';
import { presentationOf, readFormat } from './formats/format.ts';
import { collected, parseArguments, quiet } from './parse-arguments.ts';
import { print } from './print.ts';

type Given = Record<string, boolean | string[]>;

/** Values by the name of their option. */
type Values = Record<string, unknown>;

/** Options of a param: its own, and a hidden one under the name of the param. */
function optionsOf({ name, plain, value }: ParamOption): Option[] {
  if (value === undefined) return [new Option(`--${name}`), new Option(`--no-${name}`)];
  const own = new Option(`--${name} <value>`).argParser(collected);
  return plain === undefined ? [own] : [own, new Option(`--${plain} <number>`).argParser(collected)];
}

/** Options that the contract gives every runner, in the form of this parser. */
const contractOptions = (): Option[] =>
  Object.entries(runnerOptions).map(([name, option]) => {
    const short = 'short' in option ? `-${option.short}, ` : '';
    return new Option(option.type === 'string' ? `--${name} <value>` : `${short}--${name}`);
  });

/**
 * Refuses a value that looks like an option: `--comment --dry-run`, or a slip such as `--comment --dryrun`, must not be a run
 * that is not dry. With `=` it is the value.
 */
function refuseSwallowed({ options }: Command, argv: readonly string[]): void {
  const takesValue = (word: string) =>
    options.some(({ long, short, required }) => required && [long, short].includes(word));
  const at = argv.findIndex((word, index) => takesValue(word) && /^-./.test(argv[index + 1] ?? ''));
  if (at === -1) return;
  const [option = '', value = ''] = argv.slice(at, at + 2);
  throw optionError(option, `${option} has no value; if it is ${value}, write ${option}=${value}`);
}

/**
 * Refuses an option that is given twice, and a switch together with its opposite: of two resources, or of `--dry-run` and
 * `--no-dry-run`, none is taken silently.
 */
function refuseRepeated(argv: readonly string[], names: readonly string[]): void {
  const given = argv.map((word) => word.split('=')[0]?.replace(/^-o.*/, '--output') ?? '');
  const opposite = (name: string) => name.replace(/^--no-/, '--');
  const twice = names.find((name) => {
    const isSwitch = name.startsWith('--no-');
    return isSwitch
      ? given.includes(name) && given.includes(opposite(name))
      : given.filter((word) => word === name).length > 1;
  });
  if (twice === undefined) return;
  const both = twice.startsWith('--no-')
    ? `${opposite(twice)} and ${twice} are both given`
    : `${twice} is given more than once`;
  throw optionError(twice, both);
}

/** Parses the arguments of an action into values by the name of their option. Throws `invalid_params`. */
function parse(id: string, params: readonly ParamOption[], argv: readonly string[]): Values {
  const command = quiet(new Command(id)).helpOption(false).allowExcessArguments(false);
  const own = [new Option('-o, --output <format>'), new Option('--params <file>')];
  for (const option of [...contractOptions(), ...own, ...params.flatMap(optionsOf)]) command.addOption(option);
  refuseSwallowed(command, argv);
  refuseRepeated(argv, [
    ...[...valuedOptions, 'output', 'params'].map((name) => `--${name}`),
    ...params.map(({ name }) => `--no-${name}`),
  ]);
  parseArguments(command, argv);
  return Object.fromEntries(
    command.options.map((option) => [nameOf(option), command.getOptionValue(option.attributeName())]),
  );
}

const nameOf = ({ long = '' }: Option): string => long.replace(/^--(no-)?/, '');

/** Rewrites the contract's options as its runner takes them. */
const contractArguments = (values: Values): string[] =>
  Object.keys(runnerOptions).flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    return value === true ? [`--${name}`] : [`--${name}`, String(value)];
  });

type ReadParams = NonNullable<Face['params']>;

/** Reads the params of `--params`: a file, or stdin. */
async function paramsOfFile(file: string, { stdin, signal }: Parameters<ReadParams>[0]): Promise<Input> {
  if (file === '-') return readParams(stdin, signal);
  try {
    return paramsFromText(await readTextFile(file, signal), file);
  } catch (error) {
    if (error instanceof Unreadable) throw optionError('--params', `${file} ${error.message}`);
    throw error;
  }
}

/** Reads the params of a file, if one is named, and those of options, which replace them. */
const paramsReader =
  (file: string | undefined, given: Input['params'], faults: readonly Fault[]): ReadParams =>
  async (io) => {
    const input = file === undefined ? { params: {}, faults: [] } : await paramsOfFile(file, io);
    return { params: withOptions(input.params, given), faults: mergeFaults(faults, input.faults) };
  };

/** Decides how a run differs from one by the contract. Throws `invalid_params` for options that do not fit together. */
async function faceOf(
  catalogue: Catalogue,
  id: string,
  options: readonly ParamOption[],
  values: Values,
): Promise<Face> {
  const { batch, output, params: file } = values as { batch?: boolean; output?: string; params?: string };
  const { params: given, faults } = paramsFromOptions(options, values as Given);
  const hasOptions = Object.keys(given).length > 0 || faults.length > 0;
  if (batch && file !== undefined) throw optionError('--params', '--batch reads its params from stdin, not --params');
  if (values['from-env'] && (hasOptions || file !== undefined))
    throw optionError('--from-env', '--from-env reads params from the environment, not from other options');
  const format = readFormat(output, process.stdout);
  const view = { output: process.stdout, select: `${given.select ?? ''}` };
  if (batch && (output ?? 'ndjson') !== 'ndjson')
    throw optionError('--output', '--batch writes one answer a line, and no other format');
  if (batch && faults.length > 0) throw paramRefusal(faults);
  return {
    argv: contractArguments(values),
    ...(format !== 'json' && { presentation: await presentationOf(format, catalogue, id, view) }),
    common: given,
    params: batch || !(hasOptions || file !== undefined) ? undefined : paramsReader(file, given, faults),
  };
}

/**
 * Runs an action for a person, or prints its help: params as options, and a result that can be read at a terminal.
 *
 * @returns exit code; undefined if the run ends the process
 */
export async function run(id: string, argv: readonly string[]): Promise<number | undefined> {
  const catalogue = createCatalogue(version, actions);
  const options = paramOptions((await catalogue.describe(id)).params);
  const values = parse(id, options, argv);
  const style = styleFor(process.stdout);
  if (values.help) return print(await usage(catalogue, id, (text) => style('bold', text)));
  await main(catalogue, id, await faceOf(catalogue, id, options, values));
  return undefined;
}
