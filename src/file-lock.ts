import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isPrivate } from './cache-folder.ts';
import type { Clock, Deadline } from './clock.ts';
import { SoarError } from './errors.ts';

/** Age from which a lock belongs to a process that was killed, and how often its owner renews it, in milliseconds. */
const [abandonedMs, renewMs] = [60_000, 10_000];

/** Milliseconds between two tries, before chance. */
const pauseMs = 20;

/** What a wait for a lock depends on. */
export interface LockWait {
  clock: Clock;
  deadline: Deadline;
  signal: AbortSignal;
}

/** Runs work while no other process of this user on this host does. Throws `timed_out` at the deadline. */
export type Exclusive = <T>(wait: LockWait, work: () => Promise<T>) => Promise<T>;

/** For a host without a folder: nothing is exclusive. */
export const unlocked: Exclusive = (_, work) => work();

const ageOf = async (path: string): Promise<number | undefined> => {
  const found = await stat(path).catch(() => undefined);
  return found && Date.now() - found.mtimeMs;
};

/** Removes a lock whose process was killed. One that another process took meanwhile is given back. */
async function removeAbandoned(path: string): Promise<void> {
  const age = await ageOf(path);
  if (age === undefined || age < abandonedMs) return;
  const aside = `${path}.${randomUUID()}`;
  const wasMoved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!wasMoved) return;
  if (((await ageOf(aside)) ?? abandonedMs) < abandonedMs) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/** Tries to take a lock: a hard link is made only if there is none of that name. Returns the text that marks it as ours. */
async function take(path: string): Promise<string | undefined> {
  const mark = randomUUID();
  const own = `${path}.${mark}`;
  try {
    await writeFile(own, mark, { flag: 'wx', mode: 0o600 });
    await link(own, path);
    return mark;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return undefined;
  } finally {
    await rm(own, { force: true });
  }
}

/** Removes a lock if it is still ours. */
async function release(path: string, mark: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === mark) await unlink(path).catch(() => {});
}

/** Creates a lock that is a file in a private folder, which is made if missing. */
export const fileLock =
  (path: string): Exclusive =>
  async ({ clock, deadline, signal }, work) => {
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await isPrivate(folder)))
      throw new SoarError('conflict', `the folder ${folder} is not private to this user`, {
        hint: 'Remove it, or let XDG_CACHE_HOME name another one.',
        details: { path: folder },
      });
    let mark = await take(path);
    for (; mark === undefined; mark = await take(path)) {
      await removeAbandoned(path);
      if (deadline.remaining() === 0)
        throw new SoarError('timed_out', 'other runs on this host were still sending containments at the deadline', {
          hint: 'Nothing was sent. Run it again, or raise timeoutSeconds.',
        });
      await clock.sleep(pauseMs + clock.random() * pauseMs, signal);
    }
    const renewal = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), renewMs);
    renewal.unref();
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await release(path, mark);
    }
  };
