// Runs test files against the copy: which mutants each one reaches, and whether one of them notices a mutant.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkout, pathThatNotes, pathWithMutant } from './copy.mjs';

const hostFile = fileURLToPath(new URL('host.mjs', import.meta.url));
/** Seconds that vitest may take to start. */
const hostStart = 60;

/** Runs test files one at a time, in a vitest that is started when it is first needed and again after a hang. */
export class Host {
  #folder;
  #child;

  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * Runs one test file: `passed`, `failed`, or `timeout` if it takes longer than so many seconds.
   * @param {string} test relative to the copy
   * @param {string} path value of PATH, which holds the switch
   * @param {number} limit
   */
  async run(test, path, limit) {
    this.#child ??= await this.#start();
    const began = performance.now();
    this.#child.send({ test, path });
    const answer = await this.#answer(limit);
    const outcome = answer === undefined ? 'timeout' : answer.failure === undefined ? 'passed' : 'failed';
    return { outcome, failure: answer?.failure, seconds: (performance.now() - began) / 1000 };
  }

  close() {
    const child = this.#child;
    this.#child = undefined;
    try {
      if (child) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  async #start() {
    const env = { ...process.env, TMPDIR: join(this.#folder, 'tmp') };
    this.#child = fork(hostFile, {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env,
    });
    if ((await this.#answer(hostStart)) === undefined) throw new Error(`vitest did not start within ${hostStart} s`);
    return this.#child;
  }

  /** The next message of the child; undefined if it does not come in time or the child ends, which closes the host. */
  async #answer(limit) {
    const over = new AbortController();
    const { signal } = over;
    const timer = setTimeout(() => over.abort(), limit * 1000);
    const exited = once(this.#child, 'exit', { signal }).then(() => []);
    const [answer] = await Promise.race([once(this.#child, 'message', { signal }), exited]).catch(() => []);
    clearTimeout(timer);
    over.abort();
    if (answer === undefined) this.close();
    return answer;
  }
}

/** Calls a function for each item with a host that is free. */
export async function share(items, hosts, work) {
  const queue = [...items];
  const workers = hosts.map(async (host) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item, host);
  });
  await Promise.all(workers);
}

const cacheRoot = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'defender-soar-mutation');
const hashOf = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex');
/** Seconds that a test file may take without a mutant. */
const longestRecording = 300;

/**
 * What a test file does without a mutant: how long it takes, whether it passes, and which mutants it reaches. Kept
 * outside the checkout until something changes that the test depends on.
 */
export async function record(test, host, { folder, fingerprint }) {
  const key = hashOf(fingerprint, test, readFileSync(join(folder, test)));
  const cached = join(cacheRoot, hashOf(checkout).slice(0, 16), `${test.replaceAll('/', '_')}.json`);
  try {
    const kept = JSON.parse(readFileSync(cached, 'utf8'));
    if (kept.key === key) return kept;
  } catch {
    // Recorded for the first time.
  }
  const notes = join(folder, 'tmp', `reached-${hashOf(test)}`);
  writeFileSync(notes, '');
  const { outcome, failure, seconds } = await host.run(test, pathThatNotes(notes), longestRecording);
  const reached = [...readFileSync(notes).entries()].flatMap(([id, byte]) => (byte === 0 ? [] : [id]));
  const recorded = { key, test, outcome, failure, seconds, reached };
  mkdirSync(join(cached, '..'), { recursive: true });
  if (outcome === 'passed') writeFileSync(cached, JSON.stringify(recorded));
  return recorded;
}

/** The recorded test files that reach a mutant: those named like its source first, then the cheap and specific ones. */
function testsFor(mutant, recordings) {
  const name = basename(mutant.file, '.ts');
  const rank = ({ test, seconds, reached }) => (basename(test).includes(name) ? 0 : 1e9) + seconds * reached.length;
  return recordings.filter(({ ids }) => ids.has(mutant.id)).sort((a, b) => rank(a) - rank(b));
}

/** Runs the tests that reach a mutant until one notices it or the budget, in recorded seconds, is spent. */
export async function judge(mutant, recordings, host, budget) {
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
