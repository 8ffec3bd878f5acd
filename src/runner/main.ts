import { fstatSync } from 'node:fs';
import module from 'node:module';
import { Readable } from 'node:stream';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { systemClock } from '../clock.ts';
import { exitCodeOf, openChannel } from './output.ts';
import { runAction } from './run-action.ts';
import type { RunnerProcess } from './runner-process.ts';

/** Node reads a folder on stdin as if it were empty; that would start a run without params. */
function stdinIsFolder(): boolean {
  try {
    return fstatSync(0).isDirectory();
  } catch {
    return false;
  }
}

const failing = (code: string): Readable =>
  new Readable({
    read() {
      this.destroy(Object.assign(new Error(code), { code }));
    },
  });

/** What another face than the contract's decides about a run. */
export type Face = Partial<Pick<RunnerProcess, 'argv' | 'params' | 'common' | 'presentation'>>;

/**
 * Runs an action as this process, and ends the process once everything is written. Only this file and the command line
 * touch `process`.
 */
export async function main(catalogue: Catalogue, id: string, face: Face = {}): Promise<void> {
  // Certificates are always verified, and no warning of Node's own may reach stderr: a platform takes it for a failure.
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.removeAllListeners('warning');
  process.on('warning', () => {});
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
  const code = await runAction(catalogue, id, {
    argv: process.argv.slice(2),
    env: process.env,
    stdin: stdinIsFolder() ? failing('EISDIR') : process.stdin,
    stdout: openChannel(process.stdout),
    stderr: openChannel(process.stderr),
    signal: controller.signal,
    signalName: () => received,
    clock: systemClock,
    crashed,
    ...face,
  });
  process.exit(code);
}
