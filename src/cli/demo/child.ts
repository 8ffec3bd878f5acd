import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { StepFailure } from './step-failure.ts';

/** What is the same for every child process of a demo. */
export interface Surroundings {
  /** The command line's own file, as Node runs it; the runners are in `actions/` next to it. */
  program: string;
  env: NodeJS.ProcessEnv;
  /** Aborted when the demo is to end early. */
  signal: AbortSignal;
}

/** What a child process left behind. */
export interface Ended {
  /** Exit code; null after a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Longest time for one child process in milliseconds: far beyond what any step waits for. */
const patience = 60_000;

/**
 * The variables of this process without those that steer Defender's client or Node: the demo must not meet a real tenant
 * and must look the same everywhere. Caches go to `folder`, wherever the system keeps them.
 */
export function cleanEnvironment(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(DEFENDER|NODE)_/i.test(name));
  return { ...Object.fromEntries(kept), XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, HOME: folder };
}

async function text(stream: Readable): Promise<string> {
  let all = '';
  for await (const chunk of stream.setEncoding('utf8')) all += chunk;
  return all;
}

/**
 * Runs a Node program to its end, with `input` on its stdin.
 * @throws StepFailure when it cannot be started, hangs, or the demo ends early
 */
export async function runChild(file: string, input: string, { env, signal }: Surroundings): Promise<Ended> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [file], { env, signal, timeout: patience, stdio: 'pipe' });
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  // A child that ends without reading its stdin tells why by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const [[code, killedBy], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  signal.throwIfAborted();
  if (failure !== undefined) throw new StepFailure(`the process could not be started: ${failure.message}`);
  if (killedBy !== null) throw new StepFailure(`the process ended by ${killedBy}`);
  return { code, stdout, stderr };
}
