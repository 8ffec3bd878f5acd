// Runs a command to its end, and takes its time or its peak memory.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Between two looks at a running process's memory, in milliseconds. */
const lookMs = 10;

/** Largest resident set of a process so far, in MB; undefined once it has ended. */
function peakOf(pid) {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Runs `command` with `stdin`, reading its stdout away as a platform does. Throws unless it ends with `code`, 0 where
 * left out.
 * @returns seconds from start to end, and with `memory` the peak resident set in MB
 */
export function run({ command, args, env, stdin = '', code: expected = 0, memory = false }) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let peak;
    const look =
      memory &&
      setInterval(() => {
        peak = peakOf(child.pid) ?? peak;
      }, lookMs);
    let stderr = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    child.once('error', reject);
    child.once('close', (code) => {
      if (look) clearInterval(look);
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      if (code === expected) resolve({ seconds, peak });
      else reject(new Error(`${[command, ...args].join(' ')} ended with ${code}: ${stderr}`));
    });
  });
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Median seconds of several commands, run by turns so that what slows the machine slows all of them. */
export async function compare(commands, runs, between = async () => {}) {
  const seconds = commands.map(() => []);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [index, command] of commands.entries()) {
      await between();
      seconds[index].push((await run(command)).seconds);
    }
  }
  return seconds.map(median);
}
