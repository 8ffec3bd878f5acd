import { type Clock, cancelled } from '../../src/clock.ts';

/** A clock that jumps instead of sleeping, and remembers how long it would have slept. */
export interface HandClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  slept: number[];
  /** Lets time pass. */
  advance(ms: number): void;
}

/**
 * A clock that starts at `start` and turns only by `sleep` and `advance`.
 * @param random what chance gives, 0.5 if left out
 */
export function handClock(start = Date.parse('2026-11-22T03:00:00Z'), random: () => number = () => 0.5): HandClock {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    random,
    advance(ms) {
      time += ms;
    },
    async sleep(ms, signal) {
      if (signal.aborted) throw cancelled();
      slept.push(ms);
      time += ms;
    },
  };
}
