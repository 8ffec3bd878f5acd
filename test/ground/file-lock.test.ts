import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deadlineIn, systemClock } from '../../src/clock.ts';
import { fileLock } from '../../src/file-lock.ts';
import { removeFoldersAtEnd, temporaryFolder } from '../support/process.ts';

removeFoldersAtEnd();
const wait = (seconds = 20) => ({
  clock: systemClock,
  deadline: deadlineIn(seconds, systemClock),
  signal: new AbortController().signal,
});

/** A lock that is held since so many seconds, by a process that does not renew it. */
function heldLock(seconds: number): string {
  const folder = join(temporaryFolder(), 'locks');
  mkdirSync(folder, { mode: 0o700 });
  const path = join(folder, 'a.lock');
  writeFileSync(path, 'another');
  const at = new Date(Date.now() - seconds * 1000);
  utimesSync(path, at, at);
  return path;
}

it('a lock lets one run in at a time', async () => {
  const path = join(temporaryFolder(), 'locks', 'a.lock');
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, () => fileLock(path)(wait(), work)));
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

it('a lock of a killed process is taken', async () => {
  const path = heldLock(61);
  expect(await fileLock(path)(wait(), async () => 'done')).toBe('done');
});

it('a lock that is held makes a run wait until its deadline', async () => {
  await expect(fileLock(heldLock(30))(wait(0.1), async () => 'done')).rejects.toMatchObject({ code: 'timed_out' });
});

it('a run that lost its lock leaves that of another one', async () => {
  const path = join(temporaryFolder(), 'locks', 'a.lock');
  await fileLock(path)(wait(), async () => writeFileSync(path, 'another'));
  expect(existsSync(path)).toBe(true);
});
