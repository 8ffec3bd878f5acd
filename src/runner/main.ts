import { fstatSync, type Stats } from 'node:fs';
import module from 'node:module';
import { Readable } from 'node:stream';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { systemClock } from '../clock.ts';
import type { RunDisplay } from '../terminal/run-display.ts';
import { exitCodeOf, openChannel } from './output.ts';
import { runAction } from './run-action.ts';
import type { RunnerProcess } from './runner-process.ts';
import { secureNode } from './secure-node.ts';

/** What stdin is; undefined if it is closed. */
function stdinStats(): Stats | undefined {
  try {
    return fstatSync(0);
  } catch {
    return undefined;
  }
}

const failing = (code: string): Readable =>
  new Readable({
    read() {
      this.destroy(Object.assign(new Error(code), { code }));
    },
  });

/** Creates the display of a run at a terminal; undefined if the terminal cannot erase, or receives the log. */
async function displayOf(id: string, input: Stats | undefined): Promise<RunDisplay | undefined> {
  const { env, stderr } = process;
  if (!stderr.isTTY || env.TERM === 'dumb' || env.DEFENDER_LOG) return undefined;
  const { createRunDisplay } = await import('../terminal/run-display.ts');
  const inputBytes = input?.isFile() ? input.size : undefined;
  const display = createRunDisplay({ id, terminal: stderr, clock: systemClock, inputBytes });
  process.once('exit', display.end);
  return display;
}

/** What another face than the contract's decides about a run. */
export type Face = Partial<Pick<RunnerProcess, 'argv' | 'params' | 'common' | 'presentation'>>;

/**
 * Runs an action as this process, and ends the process once everything is written. In the runner only this file and
 * `secureNode` touch `process`.
 */
export async function main(catalogue: Catalogue, id: string, face: Face = {}): Promise<void> {
  secureNode();
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      // A second signal exits at once: the first did not end the run.
      if (received !== undefined) process.exit(exitCodeOf('cancelled', received));
      received = name;
      controller.abort();
    });
  }
  const crashed = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
    // Nothing else can end the run now: without this it would end without a document.
    process.once('beforeExit', () => reject(new Error('the run stopped before it had ended')));
  });
  // A promise that is never settled must not look like success.
  process.exitCode = 1;
  // The oldest version of Node that is supported, and its types, have no such thing.
  const { enableCompileCache } = module as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache) await (await import('./compiled-code.ts')).keepCompiledCode(process.env, enableCompileCache);
  const input = stdinStats();
  const display = await displayOf(id, input);
  const stdout = openChannel(process.stdout);
  const stderr = openChannel(process.stderr);
  const code = await runAction(catalogue, id, {
    argv: process.argv.slice(2),
    env: process.env,
    // Node reads a folder as if it were empty; that would start a run without params.
    stdin: input?.isDirectory() ? failing('EISDIR') : process.stdin,
    // What is written to a file does not appear on the terminal.
    stdout: display && stdout === process.stdout ? display.above(stdout) : stdout,
    stderr: display ? display.above(stderr) : stderr,
    signal: controller.signal,
    signalName: () => received,
    clock: systemClock,
    crashed,
    display,
    ...face,
  });
  process.exit(code);
}
