import type { Clock, Deadline } from '../clock.ts';
import type { SoarError } from '../errors.ts';
import { toSoarError } from '../errors.ts';
import type { Log } from '../log.ts';
import { RunProgress } from '../progress.ts';
import { httpDate } from './http-date.ts';

/** First and longest pause of the exponential back-off, in milliseconds. */
const backoff = { first: 500, longest: 30_000 };

/** Retries when a host cannot be reached: enough for a short outage, too few to hang on a misspelt name. */
const limitedRetries = 5;

/** Seconds in 68 years: a longer wait means never. */
const longestAsked = 2 ** 31;

/** What a repeated call needs besides itself. */
export interface RetryContext {
  clock: Clock;
  deadline: Deadline;
  signal: AbortSignal;
  log: Log;
  /** Receives each pause; left out for calls that several runs share. */
  progress?: RunProgress;
}

/**
 * `Retry-After` in seconds: digits, or an HTTP date (RFC 9110, section 10.2.3), read against the answer's own `Date` so
 * that the two clocks need not agree; undefined for anything else.
 */
export function retryAfterSeconds(headers: Record<string, string>, now: number): number | undefined {
  const asked = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(asked)) return Math.min(Number(asked), longestAsked);
  const until = httpDate(asked);
  if (until === undefined) return undefined;
  return Math.max(0, Math.ceil((until - (httpDate(headers.date) ?? now)) / 1000));
}

/**
 * How long to wait before attempt `attempt` + 1, in milliseconds: never less than the service asked for. A service that
 * asks for no time at all is backed off from all the same.
 */
export function pause(error: SoarError, attempt: number, random: () => number): number {
  const asked = error.fields.retryAfterSeconds ?? 0;
  if (asked > 0) return asked * 1000 + random() * Math.min(5000, asked * 200);
  return random() * Math.min(backoff.longest, backoff.first * 2 ** attempt);
}

/** Whether to retry: any read whose failure may pass, and a write only if Defender provably did not act on it. */
function mayRepeat(error: SoarError, write: boolean, attempt: number): boolean {
  if (write && error.fields.delivered !== 'no') return false;
  if (error.fields.retry === 'limited') return attempt < limitedRetries;
  return error.fields.retry === 'always';
}

/**
 * Sends until it works, or cannot work any more. A wait that would pass the deadline is not begun: the last error is
 * thrown at once, with the wait it would have taken.
 */
export async function repeat<T>(send: () => Promise<T>, write: boolean, context: RetryContext): Promise<T> {
  const { clock, deadline, signal, log, progress = new RunProgress() } = context;
  let before: SoarError | undefined;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send();
    } catch (thrown) {
      const error = toSoarError(thrown);
      // Our own pace, which is never repeated, must not hide what the service said before it.
      if (before !== undefined && error.code === 'rate_limited' && error.fields.retry === 'never') throw before;
      // The end of the deadline must not hide the last real error, unless a write may be under way.
      const isCutShort = error.code === 'timed_out' && deadline.remaining() === 0;
      if (before !== undefined && isCutShort && (!write || error.fields.delivered === 'no')) throw before;
      before = error;
      if (!mayRepeat(error, write, attempt)) throw error;
      const ms = pause(error, attempt, clock.random);
      if (ms >= deadline.remaining()) {
        if (error.code !== 'rate_limited') throw error;
        throw error.with({ retryAfterSeconds: error.fields.retryAfterSeconds ?? Math.ceil(ms / 1000) });
      }
      log.info('retry', { code: error.code, status: error.fields.status, waitMs: Math.round(ms) });
      await progress.pause(error.code === 'rate_limited' ? 'rate limit' : 'retry', ms, clock, signal);
    }
  }
}
