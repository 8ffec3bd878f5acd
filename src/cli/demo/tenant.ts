import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Surroundings } from './child.ts';
import { StepFailure } from './step-failure.ts';

/** A simulated tenant in a process of its own. */
export interface TenantProcess {
  /** Variables that point a runner at it. */
  env: Record<string, string>;
  /** Ends it; it removes its certificate from the disk. */
  stop(): Promise<void>;
}

/** How long the tenant may take to come up, and to go, in milliseconds. */
const limits = { start: 20_000, stop: 5_000 };

/**
 * Starts `defender-soar simulate` and reads the environment that it prints.
 * @param speed how much faster than life machine actions run
 * @throws StepFailure when it does not come up
 */
export async function startTenant(speed: number, { program, env, signal }: Surroundings): Promise<TenantProcess> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [program, 'simulate', '--speed', String(speed)], { env, stdio: 'pipe' });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), limits.stop);
    await ended;
    clearTimeout(timer);
  };
  const tooLong = setTimeout(() => child.kill('SIGKILL'), limits.start);
  const line = once(createInterface(child.stdout), 'line', { signal }) as Promise<[string]>;
  const gone = ended.then(() => {
    throw new StepFailure(`the simulated tenant did not start: ${complaint.trim() || 'it ended without a word'}`);
  });
  try {
    const [printed] = await Promise.race([line, gone]);
    // From here on its end is expected: `stop` waits for it.
    gone.catch(() => {});
    return { env: JSON.parse(printed) as Record<string, string>, stop };
  } catch (error) {
    line.catch(() => {});
    gone.catch(() => {});
    await stop();
    signal.throwIfAborted();
    throw error instanceof StepFailure ? error : new StepFailure('the simulated tenant did not say where it is');
  } finally {
    clearTimeout(tooLong);
  }
}
