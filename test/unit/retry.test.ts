import { describe, expect, it } from 'vitest';
import { type ErrorFields, SoarError } from '../../src/errors.ts';
import { deadlineIn } from '../../src/http/clock.ts';
import { pause, repeat, retryAfterSeconds } from '../../src/http/retry.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redactor.ts';
import { handClock } from '../support/clock.ts';

const log = createLog(undefined, createRedactor(), () => {});
const failure = (fields: ErrorFields, code: SoarError['code'] = 'unavailable') => new SoarError(code, 'failed', fields);
const passing: ErrorFields = { again: 'always', taken: 'no' };

interface Circumstances {
  write?: boolean;
  seconds?: number;
  random?: () => number;
  signal?: AbortSignal;
}

/** Sends until `failures` are used up; gives what came of it and how long each pause was. */
async function attempts(
  failures: SoarError[],
  { write = false, seconds = 300, random = () => 0.5, signal = new AbortController().signal }: Circumstances = {},
) {
  const clock = handClock(0, random);
  let sent = 0;
  const send = async () => {
    sent += 1;
    const error = failures[sent - 1];
    if (error) throw error;
    return 'done';
  };
  const ended = await repeat(send, write, { clock, deadline: deadlineIn(seconds, clock), signal, log }).catch(
    (error) => error,
  );
  return { ended, sent, slept: clock.slept, now: clock.now() };
}

describe('Retry-After', () => {
  const now = Date.parse('2026-11-22T03:00:00Z');
  it.each([
    ['0', 0],
    ['5', 5],
    ['0.2', 1],
    [' 7 ', 7],
    ['Sun, 22 Nov 2026 03:00:30 GMT', 30],
    ['Sun, 22 Nov 2026 02:00:00 GMT', 0],
    ['', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('%j is %s seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('a pause', () => {
  it.each([1, 10, 25, 60, 400])(
    'after Retry-After %i is at least that, plus up to a fifth, at most 5 s',
    (retryAfter) => {
      const error = failure({ retryAfterSeconds: retryAfter });
      const most = retryAfter * 1000 + Math.min(5000, retryAfter * 200);
      expect(pause(error, 0, () => 0)).toBe(retryAfter * 1000);
      const longest = pause(error, 0, () => 0.999999);
      expect(longest).toBeGreaterThan(most - 1);
      expect(longest).toBeLessThanOrEqual(most);
    },
  );

  it('without it is exponential with full jitter', () => {
    const error = failure({});
    const longest = [0, 1, 2, 3, 20].map((attempt) => pause(error, attempt, () => 1));
    for (let index = 1; index < 4; index += 1) expect(longest[index]).toBe(2 * Number(longest[index - 1]));
    expect(longest[4]).toBeLessThanOrEqual(60_000);
    expect(pause(error, 3, () => 0)).toBe(0);
  });
});

describe('sending again', () => {
  it('waits what the service asks for, each time', async () => {
    const { ended, sent, slept } = await attempts(
      [2, 10, 40].map((retryAfterSeconds) => failure({ ...passing, retryAfterSeconds })),
    );
    expect(ended).toBe('done');
    expect(sent).toBe(4);
    expect(slept).toEqual([2200, 11_000, 42_500]);
  });

  it('does not begin a wait that would pass the deadline', async () => {
    const limited = failure({ ...passing, retryAfterSeconds: 61 }, 'rate_limited');
    const { ended, sent, slept } = await attempts([limited], { seconds: 60 });
    expect(ended).toMatchObject({ code: 'rate_limited', fields: { retryAfterSeconds: 61 } });
    expect({ sent, slept }).toEqual({ sent: 1, slept: [] });
  });

  it('is rate_limited at once, with the wait it would have taken, where the service names none', async () => {
    const endless = Array.from({ length: 50 }, () => failure(passing, 'rate_limited'));
    const { ended, now } = await attempts(endless, { seconds: 60, random: () => 1 });
    expect(ended.code).toBe('rate_limited');
    expect(ended.fields.retryAfterSeconds).toBeGreaterThan(0);
    expect(now).toBeLessThan(60_000);
  });

  it('goes on until the deadline for what passes', async () => {
    const { ended, sent, now } = await attempts(
      Array.from({ length: 500 }, () => failure(passing)),
      { seconds: 60, random: () => 1 },
    );
    expect(ended.code).toBe('unavailable');
    expect(sent).toBeGreaterThan(3);
    expect(now).toBeLessThanOrEqual(60_000);
  });

  it.each([
    ['a read', false, 'maybe', 'network_failed'],
    ['a write that was not taken', true, 'no', 'network_failed'],
    ['a write that may have been taken', true, 'maybe', 'timed_out'],
  ] as const)('whose last attempt the deadline cuts short tells: %s', async (_what, write, taken, code) => {
    const clock = handClock(0);
    let sent = 0;
    const send = async () => {
      sent += 1;
      if (sent === 1) throw failure(passing, 'network_failed');
      clock.advance(60_000);
      throw failure({ again: 'always', taken }, 'timed_out');
    };
    const context = { clock, deadline: deadlineIn(60, clock), signal: new AbortController().signal, log };
    await expect(repeat(send, write, context)).rejects.toMatchObject({ code });
    expect(sent).toBe(2);
  });

  it('stops at once for what does not pass', async () => {
    const { sent } = await attempts([failure({ again: 'never', taken: 'no' }, 'rejected')]);
    expect(sent).toBe(1);
    expect((await attempts([new SoarError('internal', 'x')])).sent).toBe(1);
  });

  it('a host that cannot be reached gets a few attempts, not endless ones', async () => {
    const { ended, sent } = await attempts(
      Array.from({ length: 500 }, () => failure({ again: 'briefly', taken: 'no' }, 'network_failed')),
    );
    expect(ended.code).toBe('network_failed');
    expect(sent).toBeGreaterThan(1);
    expect(sent).toBeLessThan(20);
  });

  it('a write is sent again only when it was provably not taken', async () => {
    expect(await attempts([failure(passing)], { write: true })).toMatchObject({ ended: 'done', sent: 2 });
    expect(await attempts([failure({ again: 'always', taken: 'maybe' })], { write: true })).toMatchObject({ sent: 1 });
    expect(await attempts([failure({ again: 'always' })], { write: true })).toMatchObject({ sent: 1 });
    expect(await attempts([failure({ again: 'always', taken: 'maybe' })])).toMatchObject({ ended: 'done', sent: 2 });
  });

  it('ends with the run', async () => {
    const { ended, sent } = await attempts([failure(passing), failure(passing)], { signal: AbortSignal.abort() });
    expect(ended.code).toBe('cancelled');
    expect(sent).toBe(1);
  });
});
