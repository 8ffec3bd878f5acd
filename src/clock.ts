import { SoarError } from './errors.ts';

/** Time and chance, passed in so that tests can set them. */
export interface Clock {
  /** Milliseconds since 1970; it never runs backward, so that the difference of two moments is a duration. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with `cancelled` as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/**
 * The error of a run that a signal ended; what became of a write is added where the run ends.
 * @param delivered whether Defender may have acted on the request that was cut off
 */
export const cancelled = (delivered: 'no' | 'maybe' = 'no'): SoarError =>
  new SoarError('cancelled', 'the run was ended by a signal', { delivered, retry: 'never' });

/** Waits for a promise that others share; rejects with `cancelled` as soon as the signal is aborted, and leaves the promise alone. */
export const orCancelled = <T>(shared: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/**
 * The machine's clock and randomness. Time is read once, when the process starts, and then counted by a monotonic clock:
 * no duration changes if the machine's time is set during the run.
 */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(cancelled());
        return;
      }
      const stop = () => {
        clearTimeout(timer);
        reject(cancelled());
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
};

/** The moment by which something has to be over. */
export interface Deadline {
  /** Milliseconds left, never below zero. */
  remaining(): number;
  /** Puts it off by so many milliseconds, where it may be put off. */
  extend?(ms: number): void;
}

/** A deadline so many seconds from now. */
export function deadlineIn(seconds: number, clock: Clock): Deadline {
  let end = clock.now() + seconds * 1000;
  return {
    remaining: () => Math.max(0, end - clock.now()),
    extend(ms) {
      end += ms;
    },
  };
}
