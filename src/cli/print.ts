import type { SoarError } from '../errors.ts';
import { errorLine, exitCodeOf, openChannel, writeOut } from '../runner/output.ts';

const stdout = openChannel(process.stdout);
const stderr = openChannel(process.stderr);

/** Reports an error in one line on stderr; gives its exit status. */
export async function complain(error: SoarError): Promise<number> {
  await writeOut(stderr, `${errorLine(error)}\n`);
  return exitCodeOf(error.code, undefined);
}

/**
 * Prints the output of a command.
 * @returns exit status: 0, or that of the failure if the output cannot be delivered
 */
export async function print(text: string): Promise<number> {
  const lost = await writeOut(stdout, text);
  return lost === undefined ? 0 : complain(lost);
}

/**
 * Reports a command that failed as an action does: the error document on stdout, unless a person reads there, and one line
 * on stderr; gives its exit status.
 */
export async function fail(error: SoarError): Promise<number> {
  if (!process.stdout.isTTY) await writeOut(stdout, `${JSON.stringify({ error })}\n`);
  return complain(error);
}
