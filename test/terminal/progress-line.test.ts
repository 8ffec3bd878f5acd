import { Writable } from 'node:stream';
import { beforeEach, expect, it, vi } from 'vitest';
import { createProgressLine, type Screen } from '../../src/terminal/progress-line.ts';

const erasure = '\r\u001b[2K';
const clock = { now: () => Date.now() };

let all = '';

/** A stream whose text ends in `all`. */
function stream(own: Partial<Screen> = {}): Screen {
  const to = new Writable({
    write(chunk, _encoding, done) {
      all += String(chunk);
      done();
    },
  });
  return Object.assign(to, { isTTY: true, ...own });
}

const write = (to: Writable, chunk: string | Buffer) => new Promise((resolve) => to.write(chunk, resolve));

beforeEach(() => {
  vi.useFakeTimers();
  all = '';
});

it('shows nothing in the first second, then rewrites itself in place, and leaves nothing', () => {
  const line = createProgressLine(stream(), clock, (ms) => `${Math.floor(ms / 1000)} s`);
  vi.advanceTimersByTime(5000);
  line.begin();
  line.begin();
  vi.advanceTimersByTime(999);
  expect(all).toBe('');
  vi.advanceTimersByTime(1001);
  expect(all).toBe(`${erasure}1 s${erasure}2 s`);
  line.end();
  vi.advanceTimersByTime(5000);
  expect(all).toBe(`${erasure}1 s${erasure}2 s${erasure}`);
});

it('writes nothing at all for what takes less than a second', () => {
  const line = createProgressLine(stream(), clock, () => 'working');
  line.begin();
  vi.advanceTimersByTime(800);
  line.end();
  expect(all).toBe('');
});

it.each([
  [20, 'isolate-machine: Pen'],
  [0, `isolate-machine: Pending${'.'.repeat(56)}`],
])('fits a terminal of %i columns (0 is unknown)', (columns, shown) => {
  createProgressLine(stream({ columns }), clock, () => `isolate-machine: Pending${'.'.repeat(90)}`).begin();
  vi.advanceTimersByTime(1000);
  expect(all).toBe(`${erasure}${shown.slice(0, (columns || 80) - 1)}`);
});

it('leaves out control characters and whatever else a terminal might act on', () => {
  createProgressLine(stream(), clock, () => 'a\u001b]0;t\u0007b\nc\u009b2Jd\u202ee').begin();
  vi.advanceTimersByTime(1000);
  expect(all).toBe(`${erasure}a]0;tbc2Jde`);
});

it('gives way to other text on the terminal, and comes back at the start of a line', async () => {
  const terminal = stream();
  const line = createProgressLine(terminal, clock, () => 'working');
  const output = line.above(stream());
  line.begin();
  vi.advanceTimersByTime(1000);
  await write(output, 'half a ');
  vi.advanceTimersByTime(1000);
  await write(output, Buffer.from('line\n'));
  vi.advanceTimersByTime(1000);
  expect(all).toBe(`${erasure}working${erasure}half a line\n${erasure}working`);
});

it('gives way to text for a pipe too, which may lead to the same terminal', () => {
  const line = createProgressLine(stream(), clock, () => 'working');
  line.begin();
  vi.advanceTimersByTime(1000);
  line.above(stream({ isTTY: false })).write('half a line');
  vi.advanceTimersByTime(1000);
  expect(all).toBe(`${erasure}working${erasure}half a line${erasure}working`);
});

it('reports to the writer what the stream says', async () => {
  const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) }).on('error', () => {});
  const output = createProgressLine(stream(), clock, () => 'working').above(broken);
  const failure = await write(output, 'text');
  expect(failure).toMatchObject({ message: 'EPIPE' });
});
