import { type ParseArgsConfig, parseArgs } from 'node:util';
import { concurrencies } from '../engine/session.ts';
import { SoarError } from '../errors.ts';
import { suggestion } from '../nearest.ts';

/** Options of a runner: contract section 1. */
export interface RunnerOptions {
  resource: string | undefined;
  fromEnv: boolean;
  /** How many lines run at a time, where stdin holds a batch. */
  batch: number | undefined;
  describe: boolean;
  exportedFrom: string | undefined;
  help: boolean;
  version: boolean;
}

/** The options of a runner, as Node's parser takes them. */
export const runnerOptions = {
  resource: { type: 'string' },
  'from-env': { type: 'boolean' },
  batch: { type: 'boolean' },
  concurrency: { type: 'string' },
  describe: { type: 'boolean' },
  'exported-from': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Names of the options of a runner that take a value. */
export const valuedOptions: readonly string[] = Object.entries(runnerOptions).flatMap(([name, { type }]) =>
  type === 'string' ? [name] : [],
);

type GivenOptions = ReturnType<typeof parseOptions<{ options: typeof runnerOptions }>>['values'];

/** An option that cannot be used, in the words of its error. */
export const optionError = (path: string, message: string): SoarError =>
  new SoarError('invalid_params', `the command line was refused: ${message}`, {
    hint: 'Run with --help to see the options.',
    details: [{ path, message }],
  });

/** Reads the command line. Throws `invalid_params` for an unknown or misused option. */
export function readOptions(argv: readonly string[]): RunnerOptions {
  // Most runs are given none, and Node's parser takes its time to load.
  const values: GivenOptions =
    argv.length === 0 ? {} : parseOptions({ args: [...argv], options: runnerOptions }).values;
  const fromEnv = values['from-env'] ?? false;
  const batch = values.batch ?? false;
  if (batch && fromEnv)
    throw optionError('--batch', '--batch reads params from stdin, --from-env from the environment');
  if (!batch && values.concurrency !== undefined) throw optionError('--concurrency', '--concurrency goes with --batch');
  return {
    resource: values.resource,
    fromEnv,
    batch: batch ? readConcurrency(values.concurrency) : undefined,
    describe: values.describe ?? false,
    exportedFrom: values['exported-from'],
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function readConcurrency(text = String(concurrencies.usual)): number {
  const lines = /^\d+$/.test(text) ? Number(text) : 0;
  if (lines >= 1 && lines <= concurrencies.most) return lines;
  throw optionError('--concurrency', `--concurrency must be a whole number from 1 to ${concurrencies.most}`);
}

/** Reads the options of any command. Throws `invalid_params`, naming the option that is unknown or misused. */
export function parseOptions<T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    const { message } = error as Error;
    const option = /'(-{1,2}[^'\s=]+)/.exec(message)?.[1] ?? config.args?.[0] ?? '';
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`);
    throw optionError(option, `${message.split('. ')[0]}${/^Unknown/.test(message) ? suggestion(option, known) : ''}`);
  }
}

const parts = (version: string): number[] | undefined =>
  /^\d+\.\d+\.\d+([+-].*)?$/.test(version) ? version.split(/[.+-]/, 3).map(Number) : undefined;

/** Refuses files that were exported from a newer version than this one: their params may mean something else here. */
export function checkExportedFrom(exported: string, running: string): void {
  const from = parts(exported);
  if (from === undefined) throw optionError('--exported-from', `${exported} is not a version such as ${running}`);
  const own = parts(running) ?? [];
  const differing = from.findIndex((part, index) => part !== own[index]);
  if (differing !== -1 && (from[differing] ?? 0) > (own[differing] ?? 0)) {
    throw optionError(
      '--exported-from',
      `the action was exported from ${exported}, this runner is ${running}: upgrade the runner first`,
    );
  }
}
