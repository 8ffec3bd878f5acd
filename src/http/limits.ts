import limits from '../../schemas/limits.json' with { type: 'json' };
import type { Clock, Deadline } from '../clock.ts';
import { SoarError } from '../errors.ts';
import type { RunProgress } from '../progress.ts';

/** What a wait depends on of the run. */
interface PacedRun {
  deadline: Deadline;
  signal: AbortSignal;
  progress: RunProgress;
}

/** Keeps calls within the published limits of their kind. */
export interface Pace {
  /**
   * Waits until one more call of this method and path template is within the limits, and counts it.
   * Throws `rate_limited` when that is later than the deadline, unless the pace is patient: then the wait does not count.
   */
  wait(method: string, template: string, run: PacedRun): Promise<void>;
}

const windows = [
  { limit: 'perMinute', ms: 60_000 },
  { limit: 'perHour', ms: 3_600_000 },
] as const;

type Limits = { perMinute?: number; perHour?: number };

const limitsOf = (method: string, template: string): Limits =>
  limits.calls.find((call) => call.method === method && call.path === template) ?? limits.default;

/**
 * A pace over sliding windows of a minute and an hour: bursts pass, and in no window more calls start than are
 * published; with `patient` a wait puts the deadline off instead of failing (https://learn.microsoft.com/defender-endpoint/api/apis-intro).
 */
export function createPace(clock: Clock, patient = false): Pace {
  const started = new Map<string, number[]>();
  return {
    async wait(method, template, { deadline, signal, progress }) {
      const key = `${method} ${template}`;
      const limit = limitsOf(method, template);
      const calls = started.get(key) ?? [];
      started.set(key, calls);
      for (;;) {
        const now = clock.now();
        while (calls[0] !== undefined && calls[0] <= now - 3_600_000) calls.shift();
        const ms = Math.max(
          ...windows.map(({ limit: name, ms: length }) => {
            const allowed = limit[name];
            const oldest = allowed === undefined ? undefined : calls.at(-allowed);
            return oldest === undefined ? 0 : oldest + length - now;
          }),
        );
        if (ms <= 0) {
          calls.push(now);
          return;
        }
        if (!patient && ms >= deadline.remaining()) {
          throw new SoarError('rate_limited', `the published limit for ${key} is reached`, {
            hint: 'Wait, raise timeoutSeconds, or spread the calls.',
            retryAfterSeconds: Math.ceil(ms / 1000),
            delivered: 'no',
            retry: 'never',
          });
        }
        await progress.pause('rate limit', ms, clock, signal);
        if (patient) deadline.extend?.(clock.now() - now);
      }
    },
  };
}

/** A pace that never waits: for `DEFENDER_RATE_LIMITS=off`. */
export const unlimited: Pace = { wait: async () => {} };
