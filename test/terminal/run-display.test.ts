import { Writable } from 'node:stream';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ProgressReport, Waiting } from '../../src/progress.ts';
import { collect } from '../../src/result.ts';
import { createRunDisplay } from '../../src/terminal/run-display.ts';

const clock = { now: () => Date.now() };
let shown = '';

const terminal = () =>
  new Writable({
    write(chunk, _encoding, done) {
      shown = String(chunk).replace('\r\u001b[2K', '');
      done();
    },
  });

const display = (inputBytes?: number) => createRunDisplay({ id: 'an-action', terminal: terminal(), clock, inputBytes });
const report = (own: Partial<ProgressReport>): ProgressReport => ({ outcome: 'accepted', ...own });
const waiting = (what: Waiting['for'], ms: number, status?: string): Waiting => ({
  for: what,
  status,
  since: Date.now(),
  until: Date.now() + ms,
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllTimers();
  shown = '';
});

it.each<[string, () => Partial<ProgressReport>, string]>([
  ['a request', () => ({}), 'waiting for Defender, 12 s'],
  ['a machine action', () => ({ waiting: waiting('machine action', 600_000, 'Pending') }), 'Pending, 12 s of 10 min'],
  ['an investigation', () => ({ waiting: waiting('investigation', 3_600_000) }), 'started, 12 s of 1 h'],
  ['a link', () => ({ waiting: waiting('package link', 30_000) }), 'waiting for the link to the package, 12 s of 30 s'],
  ['a limit', () => ({ waiting: waiting('rate limit', 75_000) }), 'waiting for the rate limit, 12 s of 1 min 15 s'],
  ['a retry', () => ({ waiting: waiting('retry', 20_000) }), 'waiting to try again, 12 s of 20 s'],
  ['a download', () => ({ downloaded: { bytes: 12_345_678, total: 40_000_000 } }), '12.3 of 40.0 MB, 12 s'],
  ['a download of unknown length', () => ({ downloaded: { bytes: 12e6, total: undefined } }), '12.0 MB, 12 s'],
])('says of %s what it waits for, and how long', (_what, facts, text) => {
  const own = display();
  own.begin();
  own.report(report(facts()));
  vi.advanceTimersByTime(12_000);
  expect(shown).toBe(`an-action: ${text}`);
});

it('counts rows and pages of a list, and changes nothing about it', async () => {
  const own = display();
  own.begin();
  let count = 0;
  async function* pages() {
    for (const page of ['{"a":1},{"a":2}', '{"a":3}']) {
      count += page.split('},').length;
      yield page;
    }
  }
  const list = own.counted({ head: {}, key: 'value', pages: pages(), tail: () => ({ count, hasMore: false }) });
  expect(await collect(list)).toEqual({ value: [{ a: 1 }, { a: 2 }, { a: 3 }], count: 3, hasMore: false });
  vi.advanceTimersByTime(5000);
  expect(shown).toBe('an-action: 3 rows, 2 pages, 5 s');
  expect(own.counted({ id: 'a' })).toEqual({ id: 'a' });
});

it.each<[string, { bytes?: number; read: number; answered: number; isAllRead?: boolean }, string]>([
  ['a file', { bytes: 20_000, read: 1500, answered: 400 }, 'done 360, failed 40, 40/s, about 40 s left'],
  ['a pipe that goes on', { read: 1500, answered: 400 }, 'done 360, failed 40, 40/s, 10 s'],
  ['a pipe that ended', { read: 1600, answered: 400, isAllRead: true }, 'done 360, failed 40, 40/s, about 30 s left'],
  ['a slow batch', { bytes: 200, read: 20, answered: 2 }, 'done 2, failed 0, 12/min, about 1 min 30 s left'],
  ['all lines', { read: 2000, answered: 2000, isAllRead: true }, 'done 1,800, failed 200, 200/s, 10 s'],
  ['no line', { read: 1, answered: 0 }, 'done 0, failed 0, 10 s'],
])('counts the answers to %s', (_what, { bytes, read, answered, isAllRead }, text) => {
  const own = display(bytes);
  for (let line = 0; line < read; line += 1) own.lineRead(10);
  if (isAllRead) own.allRead();
  for (let line = 1; line <= answered; line += 1) own.answered(line % 10 === 0);
  vi.advanceTimersByTime(10_000);
  expect(shown).toBe(`an-action: ${text}`);
});

it('says of a batch that it waits for a rate limit, until the wait is over', () => {
  const own = display();
  own.lineRead(10);
  own.report(report({ waiting: waiting('rate limit', 30_000) }));
  own.report(report({}));
  vi.advanceTimersByTime(12_000);
  expect(shown).toBe('an-action: done 0, failed 0, waiting for the rate limit, 18 s left');
  vi.advanceTimersByTime(20_000);
  expect(shown).toBe('an-action: done 0, failed 0, 32 s');
});
