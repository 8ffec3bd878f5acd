import { Writable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { textOf, writePieces } from '../../src/runner/output.ts';

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

  it('ends as cancelled if a signal comes and its reader takes nothing', async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const { pieces, asked } = listOf('1', '2');
    const ended = writePieces(new Writable({ write: () => stop.abort() }), pieces, stop.signal, async () => '');
    await vi.advanceTimersByTimeAsync(2000);
    expect(await ended).toMatchObject({ code: 'cancelled' });
    expect(asked()).toBe(1);
  });
});
