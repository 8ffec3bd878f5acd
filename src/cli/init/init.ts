import { SoarError } from '../../errors.ts';
import { createRedactor } from '../../redactor.ts';
import { exitCodeOf } from '../../runner/output.ts';
import { type InitOptions, setUpConnection } from './set-up.ts';

/** Whether a person can be asked. */
const isAtTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * The `init` command: asks for what options and variables do not answer, tests the connection, and writes its resource file.
 * @returns exit status: 0, that of the failed test, or 130 and 143 after a signal
 */
export async function init(options: InitOptions): Promise<number> {
  const controller = new AbortController();
  let received: NodeJS.Signals = 'SIGINT';
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      received = name;
      controller.abort();
    });
  }
  const redactor = createRedactor();
  const context = { env: process.env, redactor, signal: controller.signal };
  // At the end of input a prompt is never answered: Node would end with 0, and with the cursor hidden.
  const unanswered = () => {
    process.stderr.write('\u001b[?25hCancelled: nothing was written.\n');
    process.exit(exitCodeOf('cancelled', 'SIGINT'));
  };
  process.once('beforeExit', unanswered);
  const person = isAtTerminal() ? await import('./questions.ts') : undefined;
  try {
    return await setUpConnection({ path: options.file ?? 'defender.yaml', options, person, context });
  } catch (error) {
    if (!(error instanceof SoarError)) throw error;
    if (error.code !== 'cancelled') throw error.map(redactor.clean);
    process.stderr.write('Cancelled: nothing was written.\n');
    return exitCodeOf('cancelled', received);
  } finally {
    process.off('beforeExit', unanswered);
  }
}
