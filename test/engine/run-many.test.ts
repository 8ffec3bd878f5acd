import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Action } from '../../src/catalogue/define-action.ts';
import { SoarError } from '../../src/errors.ts';
import type { Outcome } from '../../src/result.ts';
import { gate, sessionWith } from '../support/session.ts';

/** An action of list-machines that is given its `top` alone. */
const listing = (run: (top: number) => unknown): Action => ({
  id: 'list-machines',
  run: async ({ params }) => (await run((params as { top: number }).top)) as object,
});

/** A bulk call of submit-indicator that keeps the values of each call. */
function importing(calls: string[][]): Action {
  type Params = { indicatorValue: string };
  return {
    id: 'submit-indicator',
    run: async () => ({}),
    bulk: {
      most: 50,
      key: (params) => (params as Params).indicatorValue,
      dryRun: async () => ({}),
      async run(params) {
        const values = (params as Params[]).map(({ indicatorValue }) => indicatorValue);
        calls.push(values);
        return values.map((value) => ({ result: { value } }));
      },
    },
  };
}

const indicator = (indicatorValue: string) => ({
  indicatorValue,
  indicatorType: 'DomainName',
  action: 'Audit',
  title: 'Test',
  description: 'Test',
});

/** Yields items; their types are those that the action takes. */
// biome-ignore lint/suspicious/noExplicitAny: items that an action refuses, too
async function* from(items: Iterable<any>): AsyncGenerator<any> {
  yield* items;
}

const tops = (count: number) => from(Array.from({ length: count }, (_, index) => ({ top: index + 1 })));

async function allOf(outcomes: AsyncIterable<Outcome<object>>): Promise<Outcome<object>[]> {
  const all: Outcome<object>[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

it('yields outcomes in the order of the items, although later ones end first', async () => {
  const first = gate();
  const session = sessionWith(
    listing(async (top) => {
      if (top === 1) await first.opened;
      if (top === 4) first.open();
      return { top };
    }),
  );
  expect(await allOf(session.runMany('list-machines', tops(4)))).toEqual(
    [1, 2, 3, 4].map((top) => ({ result: { top } })),
  );
});

it('runs as many items at a time as asked for', async () => {
  let running = 0;
  let most = 0;
  const session = sessionWith(
    listing(async () => {
      most = Math.max(most, ++running);
      await nextTurn();
      running -= 1;
      return {};
    }),
  );
  await allOf(session.runMany('list-machines', tops(20), { concurrency: 3 }));
  expect(most).toBe(3);
});

it('answers refused params and unreadable items in their place', async () => {
  const unreadable = new SoarError('invalid_params', 'line 2 is not JSON');
  const outcomes = await allOf(
    sessionWith(listing((top) => ({ top }))).runMany('list-machines', from([{ top: 1 }, unreadable, { top: 'x' }])),
  );
  expect(outcomes).toMatchObject([
    { result: { top: 1 } },
    { error: { message: 'line 2 is not JSON' } },
    { error: { code: 'invalid_params' } },
  ]);
});

it('throws what is wrong with items that are none, and runs nothing', async () => {
  const session = sessionWith(listing(() => ({})));
  await expect(allOf(session.runMany('list-machines', undefined as never))).rejects.toThrow(TypeError);
});

it('ignores a source that fails while it is closed', async () => {
  function* source() {
    try {
      for (;;) yield { top: 1 };
    } finally {
      // biome-ignore lint/correctness/noUnsafeFinally: the failure is what is tested
      throw new Error('closing failed');
    }
  }
  const answers: unknown[] = [];
  for await (const outcome of sessionWith(listing((top) => ({ top }))).runMany('list-machines', source())) {
    answers.push(outcome);
    break;
  }
  await nextTurn();
  expect(answers).toEqual([{ result: { top: 1 } }]);
});

it('takes promises of items', async () => {
  const items = [Promise.resolve({ top: 7 })];
  const outcomes = sessionWith(listing((top) => ({ top }))).runMany('list-machines', items as never);
  expect(await allOf(outcomes)).toEqual([{ result: { top: 7 } }]);
});

it('answers what was read before it throws what reading throws', async () => {
  async function* broken() {
    yield { top: 1 };
    throw new Error('the file ends');
  }
  const answered: Outcome<object>[] = [];
  const outcomes = sessionWith(listing((top) => ({ top }))).runMany('list-machines', broken());
  const reading = (async () => {
    for await (const outcome of outcomes) answered.push(outcome);
  })();
  await expect(reading).rejects.toThrow('the file ends');
  expect(answered).toEqual([{ result: { top: 1 } }]);
});

it('reads and runs nothing more if the consumer stops', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 1;
      yield { top: 1 };
      await nextTurn();
    }
  }
  let runs = 0;
  const session = sessionWith(
    listing(() => {
      runs += 1;
      return {};
    }),
  );
  for await (const _ of session.runMany('list-machines', endless())) break;
  const before = runs;
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  expect(runs).toBe(before);
  // One item was being read already.
  expect(read).toBeLessThanOrEqual(before + 1);
});

it('answers what was read with cancelled after its signal, and reads no further', async () => {
  const controller = new AbortController();
  async function* stuck() {
    yield { top: 1 };
    controller.abort();
    await new Promise(() => {});
  }
  const session = sessionWith(listing(() => Promise.reject(new SoarError('cancelled', 'ended'))));
  const outcomes = await allOf(session.runMany('list-machines', stuck(), { signal: controller.signal }));
  expect(outcomes).toMatchObject([{ error: { code: 'cancelled', fields: { details: { outcome: 'not_sent' } } } }]);
});

it('shares bulk calls of as many items as the action allows; an item with the key of an earlier one goes into a later call', async () => {
  const calls: string[][] = [];
  const values = [...Array.from({ length: 60 }, (_, index) => `d${index}.example`), 'd0.example'];
  const outcomes = await allOf(sessionWith(importing(calls)).runMany('submit-indicator', from(values.map(indicator))));
  expect(calls.map(({ length }) => length)).toEqual([50, 11]);
  expect(calls[1]).toContain('d0.example');
  expect(outcomes).toEqual(values.map((value) => ({ result: { value } })));
});

it.each([0, -1, 1.5, Number.NaN, 65])('throws invalid_params for a concurrency of %s', async (concurrency) => {
  const outcomes = sessionWith(listing(() => ({}))).runMany('list-machines', tops(2), { concurrency });
  await expect(allOf(outcomes)).rejects.toMatchObject({ code: 'invalid_params' });
});

it('takes items from an array', async () => {
  const outcomes = sessionWith(listing((top) => ({ top }))).runMany('list-machines', [{ top: 1 }, { top: 2 }]);
  expect(await allOf(outcomes)).toEqual([{ result: { top: 1 } }, { result: { top: 2 } }]);
});

it('throws invalid_params for an unknown id', async () => {
  await expect(allOf(sessionWith().runMany('launch-rocket', tops(1)))).rejects.toMatchObject({
    code: 'invalid_params',
  });
});
