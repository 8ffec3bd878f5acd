// Runs a command to its end, and measures its time or its peak memory.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds between two readings of a running process's memory. */
const MEMORY_READING_MS = 10;

/** A process to run. */
export interface Command {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  stdin?: string;
  /** Expected exit code; 0 if left out. */
  code?: number;
}

/** Reads the largest resident set of a process so far, in MB; undefined once it has ended. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Runs a command and reads its stdout as a platform does. Rejects if it ends with another code than expected. */
function run({ command, args, env, stdin = '', code: expected = 0 }: Command, onStart: (pid?: number) => void) {
  return new Promise<number>((resolve, reject) => {
    const began = process.hrtime.bigint();
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    onStart(child.pid);
    let stderr = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === expected) resolve(Number(process.hrtime.bigint() - began) / 1e9);
      else reject(new Error(`${[command, ...args].join(' ')} ended with ${code}: ${stderr}`));
    });
  });
}

/** Measures the seconds from start to end of a command. */
export const secondsOf = (command: Command): Promise<number> => run(command, () => {});

/** Measures the seconds and the peak resident set in MB of a command. */
export async function costsOf(command: Command): Promise<{ seconds: number; peak: number }> {
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const seconds = await run(command, (pid) => {
    timer = setInterval(() => {
      peak = peakOf(pid) ?? peak;
    }, MEMORY_READING_MS);
  }).finally(() => clearInterval(timer));
  return { seconds, peak };
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Measures median seconds of several commands, run in turns so that a slow moment of the machine slows all of them. */
export async function compare(
  commands: readonly Command[],
  runs: number,
  between: () => unknown = () => {},
): Promise<number[]> {
  const seconds = commands.map((): number[] => []);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [index, command] of commands.entries()) {
      await between();
      seconds[index]?.push(await secondsOf(command));
    }
  }
  return seconds.map(median);
}
