#!/usr/bin/env node
import { manifest } from '../generated/manifest.ts';
import { suggestion } from '../nearest.ts';
import { optionError, runnerOptions } from '../runner/options.ts';
import { secureNode } from '../runner/secure-node.ts';
import { fail } from './print.ts';

const version = process.env.DEFENDER_SOAR_VERSION ?? '';

const ids: readonly string[] = manifest.actions.map(({ id }) => id);

/** Whether arguments have no option but those that every runner takes. */
const isByContract = (argv: readonly string[]): boolean =>
  argv
    .filter((argument) => argument.startsWith('-') && argument !== '-h')
    .every((argument) => Object.hasOwn(runnerOptions, /^--([^=]*)/.exec(argument)?.[1] ?? ''));

/** Runs an action: as a platform does it, or for a person. Throws `invalid_params` for an unknown id. */
async function run([id, ...options]: readonly string[]): Promise<number | undefined> {
  if (id === undefined || !ids.includes(id)) {
    const what = id === undefined ? 'an action id is missing' : `there is no action ${id}`;
    throw optionError('ACTION', what + (suggestion(id ?? '', ids) || '; `defender-soar list` names them'));
  }
  if (process.stdout.isTTY || !isByContract(options)) return (await import('./run.ts')).run(id, options);
  // From here on the process is the same as that of the action's own file, and loads nothing else.
  process.argv = [process.argv[0] ?? '', id, ...options];
  // Held in a variable, or the bundler would look for it.
  const runner = `./actions/${id}.js`;
  await import(runner);
  return undefined;
}

/** Runs any other command, or prints help. */
async function runProgram(argv: readonly string[]): Promise<number | undefined> {
  const [{ createProgram }, { parseArguments }] = await Promise.all([
    import('./program.ts'),
    import('./parse-arguments.ts'),
  ]);
  const program = createProgram(version);
  parseArguments(program.command, argv);
  return program.finish();
}

const isHelp = (word = ''): boolean => /^(-h|--help)$/.test(word);

async function command(argv: readonly string[]): Promise<number | undefined> {
  const [name, ...rest] = argv;
  const asksHelp = rest.length === 1 && isHelp(rest[0]);
  if (name === undefined && !process.stdout.isTTY) throw optionError('COMMAND', 'a command is missing');
  if (name === 'help' && ids.includes(rest.at(-1) ?? '')) return run([rest.at(-1) ?? '', '--help']);
  const [first, ...others] = rest;
  if (name === 'run' && !asksHelp) return run(isHelp(first) ? [...others, '--help'] : rest);
  if (name === 'describe' && !asksHelp) return first === undefined ? run([]) : run([first, '--describe', ...others]);
  if (name !== undefined && ids.includes(name))
    throw optionError(name, `there is no command ${name}; did you mean \`defender-soar run ${name}\`?`);
  return runProgram(name === undefined ? ['--help'] : argv);
}

async function main(): Promise<void> {
  secureNode();
  try {
    const code = await command(process.argv.slice(2));
    if (code !== undefined) process.exitCode = code;
  } catch (thrown) {
    const { toSoarError } = await import('../errors.ts');
    process.exitCode = await fail(toSoarError(thrown));
  }
}

void main();
