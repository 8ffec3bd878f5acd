import { Writable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Action } from '../../src/catalogue/define-action.ts';
import { textOf } from '../../src/result.ts';
import { writeOut, writePieces } from '../../src/runner/output.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { commercial } from '../support/nocked.ts';

afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;

/** A streamed list of pages, which notes how many of them were asked for. */
function listOf(...pages: string[]) {
  let asked = 0;
  async function* read() {
    for (const page of pages) {
      asked += 1;
      yield page;
    }
  }
  const stream = { head: { schema: [] }, key: 'value', pages: read(), tail: () => ({ count: 1 }) };
  return { pieces: textOf(stream), asked: () => asked };
}

afterEach(() => {
  vi.useRealTimers();
});

it('a write that begins after a signal is given up if the reader takes nothing', async () => {
  vi.useFakeTimers();
  const stuck = new Writable({ write() {} });
  const lost = writeOut(stuck, 'x', AbortSignal.abort());
  await vi.runAllTimersAsync();
  expect(await lost).toMatchObject({ code: 'cancelled' });
});

it('a crash in the middle of a list adds no second document', async () => {
  let crash = (_error: Error) => {};
  const crashed = new Promise<never>((_, reject) => {
    crash = reject;
  });
  async function* pages() {
    yield '1';
    crash(new Error('oops'));
    await new Promise(() => {});
  }
  const action = { id: 'list-machines', run: () => ({ head: {}, key: 'value', pages: pages(), tail: () => ({}) }) };
  const here = { env: commercial, clock: handClock(), crashed };
  const { code, stdout, stderr } = await runHere(action as unknown as Action, {}, here);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '{"value":[1' });
  expect(stderr).toMatch(/^internal: [^\n]*oops[^\n]*\n$/);
});

describe('a streamed document', () => {
  it.each([
    [[], '{"schema":[],"value":[],"count":1}'],
    [['', '1,2', '', '3'], '{"schema":[],"value":[1,2,3],"count":1}'],
  ])('of the pages %j', async (pages, text) => {
    const pieces: unknown[] = [];
    for await (const piece of listOf(...pages).pieces) pieces.push(piece);
    expect(pieces.join('')).toBe(text);
  });

  it('asks for no more pages once its reader is gone', async () => {
    const { pieces, asked } = listOf('1', '', '', '2');
    const closed = new Writable({ write: (_chunk, _encoding, done) => done(new Error('closed')) }).on(
      'error',
      () => {},
    );
    const lost = await writePieces(closed, pieces, never, async () => '');
    expect(lost).toMatchObject({ code: 'internal', message: expect.stringContaining('(closed)') });
    expect(asked()).toBe(1);
  });

  it('ends as cancelled if a signal comes while its reader is stuck', async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const { pieces, asked } = listOf('1', '2');
    const ended = writePieces(new Writable({ write: () => stop.abort() }), pieces, stop.signal, async () => '');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await ended).toMatchObject({ code: 'cancelled' });
    expect(asked()).toBe(1);
  });
});
