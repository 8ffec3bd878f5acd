// Runs test files against the copy: which mutants each one reaches, and whether one of them notices a mutant.
import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from '../checkout.ts';
import { type CopiedMutant, type Copy, pathThatNotes, pathWithMutant } from './copy.ts';

/** Seconds that vitest may take to start. */
const HOST_START_S = 60;

/** What became of a test file. */
interface Run {
  outcome: 'passed' | 'failed' | 'timeout';
  failure: string | undefined;
  seconds: number;
}

/** A test file without a mutant, with the ids of the mutants that it reaches. */
export interface Recording extends Run {
  key: string;
  test: string;
  reached: number[];
}

/** Whether the tests notice a mutant. */
export interface Judgement {
  result: 'killed' | 'timeout' | 'survived' | 'not reached';
  by?: string;
  failure?: string | undefined;
  /** Test files that ran, of those that reach it. */
  ran: number;
  of: number;
}

/** Runs test files one at a time, in a vitest that is started when it is first needed and again after a hang. */
export class Host {
  readonly #folder: string;
  #child: ChildProcess | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Runs one test file, relative to the copy.
   * @param path value of PATH, which holds the switch
   * @param limit seconds after which it counts as `timeout`
   */
  async run(test: string, path: string, limit: number): Promise<Run> {
    const child = this.#child ?? (await this.#start());
    const began = performance.now();
    child.send({ test, path });
    const answer = await this.#answer(child, limit);
    const outcome = answer === undefined ? 'timeout' : answer.failure === undefined ? 'passed' : 'failed';
    return { outcome, failure: answer?.failure, seconds: (performance.now() - began) / 1000 };
  }

  /** Ends vitest and every process of its group. */
  close(): void {
    const child = this.#child;
    this.#child = undefined;
    try {
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  async #start(): Promise<ChildProcess> {
    const env = { ...process.env, TMPDIR: join(this.#folder, 'tmp') };
    const child = fork(`${ROOT}node_modules/.bin/jiti`, [`${ROOT}build/mutation/host.ts`], {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env,
    });
    this.#child = child;
    if ((await this.#answer(child, HOST_START_S)) === undefined)
      throw new Error(`vitest did not start within ${HOST_START_S} s`);
    return child;
  }

  /** Waits for the next message; undefined if it does not come in time or the child ends, which closes the host. */
  async #answer(child: ChildProcess, limit: number): Promise<{ failure?: string } | undefined> {
    const over = new AbortController();
    const { signal } = over;
    const timer = setTimeout(() => over.abort(), limit * 1000);
    const exited = once(child, 'exit', { signal }).then(() => []);
    const [answer] = await Promise.race([once(child, 'message', { signal }), exited]).catch(() => []);
    clearTimeout(timer);
    over.abort();
    if (answer === undefined) this.close();
    return answer;
  }
}

/** Calls a function for each item with a host that is free. */
export async function share<T>(
  items: readonly T[],
  hosts: readonly Host[],
  work: (item: T, host: Host) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const workers = hosts.map(async (host) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, host);
  });
  await Promise.all(workers);
}

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'defender-soar-mutation');
const hashOf = (...texts: string[]): string => createHash('sha256').update(texts.join('\0')).digest('hex');
/** Seconds that a test file may take without a mutant. */
const LONGEST_RECORDING_S = 300;

/** Records a test file without a mutant. The recording is kept until something changes that the test depends on. */
export async function record(test: string, host: Host, { folder, fingerprint }: Copy): Promise<Recording> {
  const key = hashOf(fingerprint, test, readFileSync(join(folder, test), 'utf8'));
  const cached = join(CACHE, hashOf(ROOT).slice(0, 16), `${test.replaceAll('/', '_')}.json`);
  try {
    const kept: Recording = JSON.parse(readFileSync(cached, 'utf8'));
    if (kept.key === key) return kept;
  } catch {
    // Recorded for the first time.
  }
  const notes = join(folder, 'tmp', `reached-${hashOf(test)}`);
  writeFileSync(notes, '');
  const { outcome, failure, seconds } = await host.run(test, pathThatNotes(notes), LONGEST_RECORDING_S);
  const reached = [...readFileSync(notes).entries()].flatMap(([id, byte]) => (byte === 0 ? [] : [id]));
  const recorded: Recording = { key, test, outcome, failure, seconds, reached };
  mkdirSync(join(cached, '..'), { recursive: true });
  if (outcome === 'passed') writeFileSync(cached, JSON.stringify(recorded));
  return recorded;
}

/** Orders the test files that reach a mutant: those named like its source first, then the fast and specific ones. */
function testsFor(mutant: CopiedMutant, recordings: readonly Recording[]): Recording[] {
  const name = basename(mutant.file, '.ts');
  const rank = ({ test, seconds, reached }: Recording) =>
    (basename(test).includes(name) ? 0 : 1e9) + seconds * reached.length;
  return recordings.filter(({ reached }) => reached.includes(mutant.id)).sort((a, b) => rank(a) - rank(b));
}

/** Runs the tests that reach a mutant until one fails or the budget, in recorded seconds, is spent. */
export async function judge(
  mutant: CopiedMutant,
  recordings: readonly Recording[],
  host: Host,
  budget: number,
): Promise<Judgement> {
  const tests = testsFor(mutant, recordings);
  let [ran, spent] = [0, 0];
  for (const { test, seconds } of tests) {
    if (ran > 0 && spent + seconds > budget) break;
    const { outcome, failure } = await host.run(test, pathWithMutant(mutant), 10 + 3 * seconds);
    ran += 1;
    spent += seconds;
    if (outcome === 'passed') continue;
    return { result: outcome === 'failed' ? 'killed' : 'timeout', by: test, failure, ran, of: tests.length };
  }
  return { result: tests.length === 0 ? 'not reached' : 'survived', ran, of: tests.length };
}
