import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/catalogue/define-action.ts';
import { orCancelled } from '../../src/clock.ts';
import type { SoarError } from '../../src/errors.ts';
import type { WriteState } from '../../src/progress.ts';
import { collect, type Outcome } from '../../src/result.ts';
import { secret, sessionWith } from '../support/session.ts';

const errorOf = (outcome: Outcome<object>): SoarError => {
  if ('error' in outcome) return outcome.error;
  throw new Error(`expected an error, got ${JSON.stringify(outcome.result)}`);
};

/** An action of list-machines that runs a function instead. */
const listing = (run: Action['run']): Action => ({ id: 'list-machines', run });

describe('run', () => {
  it.each([undefined, null, 'text', 7, [], [{}], () => {}, { unknown: true }, { top: 'many' }])(
    'answers params %s with invalid_params and runs nothing',
    async (params) => {
      let runs = 0;
      const session = sessionWith(
        listing(async () => {
          runs += 1;
          return {};
        }),
      );
      expect(errorOf(await session.run('list-machines' as string, params)).code).toBe('invalid_params');
      expect(runs).toBe(0);
    },
  );

  it('refuses params that are not JSON, such as a cycle', async () => {
    const cycle: Record<string, unknown> = { top: 1 };
    cycle.filter = cycle;
    for (const params of [cycle, { top: 1n }])
      expect(errorOf(await sessionWith().run('list-machines' as string, params)).code).toBe('invalid_params');
  });

  it('answers an unknown id with invalid_params', async () => {
    expect(errorOf(await sessionWith().run('launch-rocket', {})).message).toContain('launch-rocket');
  });

  it('validates params: defaults are filled in, null is left out, and the caller keeps its object', async () => {
    const given = { top: 3, filter: null };
    const seen: object[] = [];
    const session = sessionWith(
      listing(async ({ params }) => {
        seen.push(params);
        return {};
      }),
    );
    await session.run('list-machines' as string, given);
    expect(seen).toEqual([{ top: 3, includeCount: false }]);
    expect(given).toEqual({ top: 3, filter: null });
  });

  it.each([
    ['an error', () => Promise.reject(new Error(`it broke with ${secret}`))],
    ['a value that is not an error', () => Promise.reject(secret)],
    [
      'an error at once',
      () => {
        throw new TypeError(`no such ${secret}`);
      },
    ],
  ])('never throws: an action that throws %s ends as internal, without secrets', async (_, run) => {
    const error = errorOf(await sessionWith(listing(run)).run('list-machines', {}));
    expect(error.code).toBe('internal');
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  it('completes the error with which a list of rows ends', async () => {
    async function* pages() {
      yield '{"id":"a"}';
      throw new Error(`cut off, ${secret}`);
    }
    const session = sessionWith(listing(() => ({ head: {}, key: 'value', pages: pages(), tail: () => ({}) })));
    const outcome = await session.run('list-machines', {});
    if ('error' in outcome) throw outcome.error;
    const error = (await collect(outcome.result).catch((thrown: unknown) => thrown)) as SoarError;
    expect(error).toMatchObject({ code: 'internal' });
    expect(error.message).not.toContain(secret);
  });

  it('ends only the call whose signal is aborted', async () => {
    const session = sessionWith(listing(({ signal }) => orCancelled(new Promise<object>(() => {}), signal)));
    const [first, second] = [new AbortController(), new AbortController()];
    const cut = session.run('list-machines', {}, { signal: first.signal });
    const other = session.run('list-machines', {}, { signal: second.signal });
    first.abort();
    expect(errorOf(await cut).code).toBe('cancelled');
    expect(await Promise.race([other, Promise.resolve('still running')])).toBe('still running');
    second.abort();
    expect(errorOf(await other).code).toBe('cancelled');
  });

  it('continues if the log throws', async () => {
    const session = sessionWith(
      listing(async ({ log }) => {
        log.info('listed');
        return { isolated: true };
      }),
    );
    const write = () => {
      throw new Error('the disk is full');
    };
    const outcome = await session.run('list-machines', {}, { log: { level: 'info', write } });
    expect(outcome).toEqual({ result: { isolated: true } });
  });

  it('writes the log of a call to its own target, without secrets', async () => {
    const lines: string[][] = [[], []];
    const session = sessionWith(
      listing(async ({ log }) => {
        log.info('listed', { token: secret });
        return {};
      }),
    );
    const target = (index: number) => ({ level: 'info', write: (line: string) => lines[index]?.push(line) }) as const;
    await Promise.all([0, 1].map((index) => session.run('list-machines', {}, { log: target(index) })));
    expect(lines.map((own) => own.length)).toEqual([1, 1]);
    expect(String(lines)).not.toContain(secret);
  });

  it('runs nothing if its signal is aborted already', async () => {
    const session = sessionWith(listing(async () => ({})));
    const outcome = await session.run('list-machines', {}, { signal: AbortSignal.abort() });
    expect(errorOf(outcome).fields.details).toEqual({ outcome: 'not_sent' });
  });

  it('continues if onProgress throws', async () => {
    const session = sessionWith(
      listing(async ({ defender: { progress } }) => {
        progress.accepted();
        return { isolated: true };
      }),
    );
    const onProgress = () => {
      throw new Error('the caller is broken');
    };
    expect(await session.run('list-machines', {}, { onProgress })).toEqual({ result: { isolated: true } });
  });

  it('reports each step of a write, and names it in the error of a call that ends before its result', async () => {
    const states: WriteState[] = [];
    const session = sessionWith(
      listing(async ({ defender: { progress } }) => {
        progress.sent('list-machine-actions');
        progress.accepted({ machineActionId: 'a1' });
        throw new Error('the process is shutting down');
      }),
    );
    const outcome = await session.run('list-machines', {}, { onProgress: (state) => states.push(state) });
    expect(states.map(({ outcome: state }) => state)).toEqual(['unknown', 'accepted']);
    expect(errorOf(outcome).fields).toMatchObject({
      hint: expect.stringContaining('get-machine-action-details'),
      details: { outcome: 'accepted', machineActionId: 'a1' },
    });
  });
});
