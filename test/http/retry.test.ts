import { describe, expect, it } from 'vitest';
import { deadlineIn } from '../../src/clock.ts';
import { type ErrorFields, SoarError } from '../../src/errors.ts';
import { httpDate } from '../../src/http/http-date.ts';
import { pause, repeat, retryAfterSeconds } from '../../src/http/retry.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redactor.ts';
import { handClock } from '../support/clock.ts';

const log = createLog(undefined, createRedactor(), () => {});
const failure = (fields: ErrorFields, code: SoarError['code'] = 'unavailable') => new SoarError(code, 'failed', fields);
const passing: ErrorFields = { retry: 'always', delivered: 'no' };

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
    [' 7 ', 7],
    ['9'.repeat(400), 2 ** 31],
    ['Sun, 22 Nov 2026 03:00:30 GMT', 30],
    ['Sunday, 22-Nov-26 03:00:30 GMT', 30],
    ['Sun Nov 22 03:00:30 2026', 30],
    ['Sun, 22 Nov 2026 02:00:00 GMT', 0],
  ])('%j is %s seconds', (header, seconds) => {
    expect(retryAfterSeconds({ 'retry-after': header }, now)).toBe(seconds);
  });

  it.each(['', '-5', '+3', '1.5', '0.2', '2, 5', '5s', '1e3', '0x10', 'soon', '2026-11-22T03:00:30Z', '1 Jan 2030'])(
    '%j means no wait',
    (header) => {
      expect(retryAfterSeconds({ 'retry-after': header }, now)).toBeUndefined();
    },
  );

  it("as a date is read against the answer's own Date, whatever our clock says", () => {
    const headers = { date: 'Sun, 22 Nov 2026 05:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 05:00:30 GMT' };
    expect(retryAfterSeconds(headers, now)).toBe(30);
    expect(retryAfterSeconds({ ...headers, date: '5' }, now)).toBe(2 * 3600 + 30);
  });

  it('left out means no wait', () => {
    expect(retryAfterSeconds({}, now)).toBeUndefined();
  });
});

describe('an HTTP date', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is read in the format of %j',
    (text) => {
      expect(httpDate(text)).toBe(Date.parse('1994-11-06T08:49:37Z'));
    },
  );

  it.each([
    undefined,
    '5',
    'Mon, 06 Nov 1994 08:49:37 GMT',
    'Thu, 31 Feb 2026 00:00:00 GMT',
    'Sun, 06 Nov 1994 08:49:37 +0200',
    'Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT',
  ])('is not %j', (text) => {
    expect(httpDate(text)).toBeUndefined();
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
    expect([longest[0], longest[4]]).toEqual([500, 30_000]);
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

  it('is rate_limited at once, with the wait it would have taken, if the service names none', async () => {
    const endless = Array.from({ length: 50 }, () => failure(passing, 'rate_limited'));
    const { ended, now } = await attempts(endless, { seconds: 60, random: () => 1 });
    expect(ended.code).toBe('rate_limited');
    expect(ended.fields.retryAfterSeconds).toBeGreaterThan(0);
    expect(now).toBeLessThan(60_000);
  });

  it('continues until the deadline for what passes', async () => {
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
    ['a write that was not delivered', true, 'no', 'network_failed'],
    ['a write that may have been delivered', true, 'maybe', 'timed_out'],
  ] as const)('whose last attempt the deadline cuts short reports: %s', async (_what, write, delivered, code) => {
    const clock = handClock(0);
    let sent = 0;
    const send = async () => {
      sent += 1;
      if (sent === 1) throw failure(passing, 'network_failed');
      clock.advance(60_000);
      throw failure({ retry: 'always', delivered }, 'timed_out');
    };
    const context = { clock, deadline: deadlineIn(60, clock), signal: new AbortController().signal, log };
    await expect(repeat(send, write, context)).rejects.toMatchObject({ code });
    expect(sent).toBe(2);
  });

  it('reports what the service answered before our own pace ended the attempts', async () => {
    const ownPace = failure({ retry: 'never', delivered: 'no' }, 'rate_limited');
    expect((await attempts([failure(passing), ownPace])).ended.code).toBe('unavailable');
    expect((await attempts([ownPace])).ended.code).toBe('rate_limited');
  });

  it('stops at once for what does not pass', async () => {
    const { sent } = await attempts([failure({ retry: 'never', delivered: 'no' }, 'rejected')]);
    expect(sent).toBe(1);
    expect((await attempts([new SoarError('internal', 'x')])).sent).toBe(1);
  });

  it('a host that cannot be reached gets a few attempts, not endless ones', async () => {
    const { ended, sent } = await attempts(
      Array.from({ length: 500 }, () => failure({ retry: 'limited', delivered: 'no' }, 'network_failed')),
    );
    expect(ended.code).toBe('network_failed');
    expect(sent).toBe(6);
  });

  it('retries a write only if it was provably not delivered', async () => {
    expect(await attempts([failure(passing)], { write: true })).toMatchObject({ ended: 'done', sent: 2 });
    expect(await attempts([failure({ retry: 'always', delivered: 'maybe' })], { write: true })).toMatchObject({
      sent: 1,
    });
    expect(await attempts([failure({ retry: 'always' })], { write: true })).toMatchObject({ sent: 1 });
    expect(await attempts([failure({ retry: 'always', delivered: 'maybe' })])).toMatchObject({
      ended: 'done',
      sent: 2,
    });
  });

  it('ends with the run', async () => {
    const { ended, sent } = await attempts([failure(passing), failure(passing)], { signal: AbortSignal.abort() });
    expect(ended.code).toBe('cancelled');
    expect(sent).toBe(1);
  });
});
