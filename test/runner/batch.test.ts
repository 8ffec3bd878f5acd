import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/catalogue/define-action.ts';
import { answersOf, ndjson } from '../support/batch.ts';
import { handClock } from '../support/clock.ts';
import { runHere } from '../support/in-process.ts';
import { commercial } from '../support/nocked.ts';

const mebibyte = 1024 * 1024;

/** A promise and what resolves it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Runs a batch of lines, each of them answered by `run`, which is given its `top`. */
async function batchOf(tops: readonly unknown[], run: (top: number) => unknown, concurrency = 8) {
  const action = { id: 'list-machines', run: ({ params }: { params: { top: number } }) => run(params.top) };
  const lines = tops.map((top) => (typeof top === 'number' ? { top } : top));
  const argv = ['--batch', '--concurrency', String(concurrency)];
  const ended = await runHere(action as unknown as Action, ndjson(lines), {
    env: commercial,
    clock: handClock(),
    argv,
  });
  return { ...ended, lines: answersOf(ended.stdout) };
}

/** A list of pages of a mebibyte each, which tells `ask` of each page before it is read. */
function longList(pages: number, ask: (page: number) => void = () => {}) {
  async function* read() {
    for (let page = 1; page <= pages; page += 1) {
      ask(page);
      yield JSON.stringify({ page, filler: 'x'.repeat(mebibyte) });
    }
  }
  return { head: {}, key: 'value', pages: read(), tail: () => ({ count: pages }) };
}

const pagesOf = (value: { page: number }[]) => value.map(({ page }) => page);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a long list in a batch', () => {
  it('is read only so far until the lines before it are answered', async () => {
    const [first, readAhead] = [gate(), gate()];
    let asked = 0;
    const ended = batchOf([1, 2, 3], (top) => {
      if (top === 1) return first.opened.then(() => ({}));
      if (top === 3) return {};
      return longList(20, (page) => {
        asked = page;
        if (page === 8) readAhead.open();
      });
    });
    await readAhead.opened;
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(asked).toBe(8);
    first.open();
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(pagesOf(lines[1].result.value)).toEqual(upTo(20));
    expect(lines[1].result.count).toBe(20);
  });

  it('that fails after its beginning was written keeps its rows and has an error next to them', async () => {
    const fail = (page: number) => {
      if (page === 10) throw new Error('no more');
    };
    const { code, lines } = await batchOf([1, 2], (top) => (top === 1 ? longList(12, fail) : {}));
    expect(code).toBe(7);
    expect(pagesOf(lines[0].result.value)).toEqual(upTo(9));
    expect(lines[0].error).toMatchObject({ code: 'internal', message: expect.stringContaining('no more') });
    expect(lines[1]).toEqual({ line: 2, result: {} });
  });

  it('that fails before any row is an error alone', async () => {
    const fail = (page: number) => {
      if (page === 3) throw new Error('no more');
    };
    const { code, lines } = await batchOf([1], () => longList(12, fail));
    expect(code).toBe(7);
    expect(lines).toEqual([{ line: 1, error: expect.objectContaining({ code: 'internal' }) }]);
  });
});

describe('reading', () => {
  it('pauses while 64 MiB of answers wait for an earlier line', async () => {
    const first = gate();
    let started = 0;
    const filler = 'x'.repeat(8 * mebibyte);
    const ended = batchOf(
      upTo(30),
      (top) => {
        started += 1;
        return top === 1 ? first.opened.then(() => ({})) : { filler };
      },
      64,
    );
    for (let turn = 0; turn < 200; turn += 1) await nextTurn();
    expect(started).toBeGreaterThan(8);
    expect(started).toBeLessThan(20);
    first.open();
    const { code, lines } = await ended;
    expect(code).toBe(0);
    expect(lines).toHaveLength(30);
  });

  it('skips a line of more than 16 MiB, and answers those around it', async () => {
    const { code, lines } = await batchOf([1, 'x'.repeat(16 * mebibyte + 1), 3], (top) => ({ top }));
    expect(code).toBe(7);
    const message = expect.stringContaining('larger than 16 MiB');
    expect(lines).toEqual([
      { line: 1, result: { top: 1 } },
      { line: 2, error: expect.objectContaining({ code: 'invalid_params', message }) },
      { line: 3, result: { top: 3 } },
    ]);
  });
});

it('a bulk call that leaves lines out fails those lines', async () => {
  const action = { id: 'list-machines', bulk: { most: 500, key: () => '', run: async () => [] } };
  const { code, stdout } = await runHere(action as unknown as Action, ndjson([{ top: 1 }]), {
    env: commercial,
    clock: handClock(),
    argv: ['--batch'],
  });
  expect(code).toBe(7);
  expect(answersOf(stdout)).toEqual([{ line: 1, error: expect.objectContaining({ code: 'internal' }) }]);
});
