import limits from '../../../schemas/limits.json' with { type: 'json' };
import { type Clock, hourMs, minuteMs } from '../tenant/time.ts';
import { ServiceError } from './errors.ts';
import type { Route } from './route.ts';

interface Limit {
  perMinute?: number;
  perHour?: number;
}

/** Counts calls per operation in sliding windows of real time. */
export interface RateLimits {
  /**
   * Counts one call of an operation.
   *
   * @throws ServiceError TooManyRequests, with Retry-After in whole seconds; a refused call is not counted
   */
  take(route: Route): void;
  /** Removes every call. */
  clear(): void;
}

/** https://learn.microsoft.com/defender-endpoint/api/exposed-apis-list */
export function makeRateLimits(now: Clock): RateLimits {
  const byCall = new Map<string, Limit>(limits.calls.map((call) => [keyOf(call.method, call.path), call]));
  const taken = new Map<string, number[]>();
  return {
    take(route) {
      const key = keyOf(route.method, route.path);
      const limit = byCall.get(key) ?? limits.default;
      const at = now();
      // Calls are in order of time: a full window has room again once its oldest call leaves it.
      const calls = (taken.get(key) ?? []).filter((call) => call > at - hourMs);
      const freeAt = Math.max(
        windowFree(calls, limit.perMinute, minuteMs, at),
        windowFree(calls, limit.perHour, hourMs, at),
      );
      taken.set(key, calls);
      if (freeAt > at) {
        const seconds = Math.max(1, Math.ceil((freeAt - at) / 1000));
        const message = `API calls quota exceeded for ${route.method} ${route.path}. Try again in ${seconds} seconds.`;
        throw new ServiceError('TooManyRequests', message, { 'Retry-After': String(seconds) });
      }
      calls.push(at);
    },
    clear: () => taken.clear(),
  };
}

/** When a window has room again; now or earlier if it has room already. */
function windowFree(calls: number[], most: number | undefined, length: number, at: number): number {
  if (most === undefined) return at;
  const recent = calls.filter((call) => call > at - length);
  const blocking = recent[recent.length - most];
  return blocking === undefined ? at : blocking + length;
}

const keyOf = (method: string, path: string): string => `${method} ${path.toLowerCase().replace(/\{\w+\}/g, '{}')}`;
