import { type Command, CommanderError } from 'commander';
import type { SoarError } from '../errors.ts';
import { optionError } from '../runner/options.ts';

/** Rewrites an error of the parser as one line: what is wrong, and the nearest right word if it found one. */
function refusal({ message }: CommanderError): SoarError {
  const [, what = message, meant] = /^(?:error: )?(.*?)\.?\s*(?:\(Did you mean (.*)\?\))?$/s.exec(message.trim()) ?? [];
  const word = /'([^']+)'/.exec(what)?.[1] ?? '';
  return optionError(
    word.split(/[ ,]/)[0] ?? word,
    meant === undefined ? what : `${what}; did you mean ${meant.replace(/^one of /, '').replaceAll(', ', ' or ')}?`,
  );
}

/** Keeps a command from printing and from ending the process: it throws instead. */
export const quiet = (command: Command): Command =>
  command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });

/** Collects the values of an option that may be repeated. */
export const collected = (text: string, before: string[] = []): string[] => [...before, text];

/** Parses arguments with a command that neither prints nor exits. Throws `invalid_params` for what it refuses. */
export function parseArguments(command: Command, argv: readonly string[]): void {
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help or version, which the program prints.
    if (error.exitCode === 0) return;
    // The parser's answer to the help of a command that it does not know is the help of all, as an error without words.
    const unknown = error.code === 'commander.help' ? argv.at(-1) : undefined;
    if (unknown === undefined) throw refusal(error);
    throw optionError(unknown, `there is no command ${unknown}; \`defender-soar help\` lists them`);
  }
}
