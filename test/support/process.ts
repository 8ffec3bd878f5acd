import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** Folder of the checkout. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** No process of a test lives longer than this, in milliseconds. */
const longestRun = 45_000;

/** What became of a process. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Stdout as JSON; undefined if it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents whose shape they assert
  json: any;
}

/** How a process is started. */
export interface Launch {
  /** Params as JSON, or text or bytes as they are; undefined leaves stdin empty, `open` lets the test write to it. */
  stdin?: unknown;
  /** Variables in addition to PATH and a private HOME; nothing else is inherited. */
  env?: Record<string, string | undefined>;
  /** Options of Node itself. */
  nodeOptions?: string[];
}

/** A running process. */
export interface Running {
  child: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
}

const folders: string[] = [];

/** A folder that is removed when the test file is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'defender-soar-test-'));
  folders.push(folder);
  return folder;
}

/** Removes the folders of this file at its end; to be called once at the top of a file that makes any. */
export function removeFoldersAtEnd(): void {
  afterAll(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

/** Path of an action's runner. */
export const runner = (id: string): string => join(checkout, 'dist', 'actions', `${id}.js`);

/** Path of the command line. */
export const cli = join(checkout, 'dist', 'cli.js');

/** A text as JSON; undefined if it is not JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Text or bytes as they are, anything else as JSON. */
const bytesOf = (value: unknown): string | Uint8Array =>
  typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value);

/** Starts a program without anything of this process's environment that could change what it does. */
export function start(
  program: string,
  args: readonly string[],
  { stdin, env = {} }: Omit<Launch, 'nodeOptions'> = {},
): Running {
  const home = env.HOME ?? temporaryFolder();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: join(home, '.cache'), ...env },
    stdio: 'pipe',
    timeout: longestRun,
    killSignal: 'SIGKILL',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A process that refuses its input may be gone before all of it is written.
  child.stdin.on('error', () => {});
  if (stdin === undefined) child.stdin.end();
  else if (stdin !== 'open') child.stdin.end(bytesOf(stdin));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = Buffer.concat(stdout).toString('utf8');
      resolve({ code, signal, stdout: text, stderr: Buffer.concat(stderr).toString('utf8'), json: jsonOf(text) });
    });
  });
  return { child, ended };
}

/** Starts `node script ...args`. */
export const launch = (
  script: string,
  args: readonly string[] = [],
  { nodeOptions = [], ...options }: Launch = {},
): Running => start(process.execPath, [...nodeOptions, script, ...args], options);

/** Runs an action's runner to its end. */
export const runAction = (id: string, params?: unknown, env: Launch['env'] = {}, args: string[] = []): Promise<Ended> =>
  launch(runner(id), args, { stdin: params, env }).ended;
