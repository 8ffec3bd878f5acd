import { type ErrorFields, SoarError, toSoarError } from '../../errors.ts';
import type { IsolateMachineParams } from '../../generated/types.ts';
import type { Waiting } from '../../progress.ts';
import { type DefenderContext, withDeadline } from '../context.ts';

/** Params of every write as validated. */
export type WriteParams = Pick<
  IsolateMachineParams,
  'comment' | 'correlationId' | 'waitSeconds' | 'whenStillRunning' | 'dryRun'
>;

/** First, longest and growth of the pause between two looks at something that runs, in milliseconds. */
const poll = { first: 1000, longest: 15_000, growth: 1.5 };

/** Something that Defender runs, and how to look at it. */
export interface Awaited<T> {
  read: (context: DefenderContext) => Promise<T>;
  isActive: (state: T) => boolean;
  failure: (state: T) => SoarError | undefined;
  /** The error when time is up. */
  stillRunning: (state: T) => SoarError;
  /** Names what runs in an error that ends the wait, so that nothing is lost. */
  details: (state: T) => ErrorFields;
  /** Names what runs, and its status, in reports of progress. */
  progress: (state: T) => Pick<Waiting, 'for' | 'id' | 'status'>;
}

/**
 * Reads the state until it has ended or `waitSeconds` are over. A read with a transient error is repeated; one that
 * fails permanently ends the wait, and its error still names what was started.
 * @returns the last state; the caller decides what a state means
 */
export async function waitFor<T>(
  context: DefenderContext,
  first: T,
  waitSeconds: number,
  awaited: Awaited<T>,
): Promise<T> {
  const { clock, signal, timeoutSeconds, progress } = context;
  const since = clock.now();
  const end = since + waitSeconds * 1000;
  let state = first;
  for (
    let pause = poll.first;
    awaited.isActive(state) && clock.now() < end;
    pause = Math.min(poll.longest, pause * poll.growth)
  ) {
    progress.awaits({ ...awaited.progress(state), since, until: end });
    await clock.sleep(Math.min(pause, end - clock.now()), signal);
    // The last look gets a fair chance even when the wait is almost over.
    const seconds = Math.min(timeoutSeconds, Math.max(30, (end - clock.now()) / 1000));
    try {
      state = await awaited.read(withDeadline(context, seconds));
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (error.code === 'cancelled') throw error;
      if (!isPassing(error)) throw unseen(error, awaited.details(state));
      context.log.warn('wait_read_failed', { code: error.code, message: error.message });
    }
  }
  progress.awaits(undefined);
  return state;
}

/** Fresh actions may be missing from one replica or another, so even that passes. */
const isPassing = ({ code }: SoarError): boolean =>
  ['rate_limited', 'unavailable', 'network_failed', 'timed_out', 'not_found', 'unexpected_response'].includes(code);

/** What ends a wait for good must not read as if the write itself had failed. */
const unseen = ({ code, message, fields }: SoarError, details: ErrorFields): SoarError =>
  new SoarError(code, `the request was accepted and goes on, but looking at it failed: ${message}`, {
    ...fields,
    ...details,
  });

/** The end of a write with `waitSeconds`: its state as a result, or the error that says how it ended. */
export async function settle<T>(
  context: DefenderContext,
  first: T,
  params: WriteParams,
  awaited: Awaited<T>,
): Promise<T> {
  if (params.waitSeconds === 0) return first;
  const state = await waitFor(context, first, params.waitSeconds, awaited);
  if (awaited.isActive(state)) {
    if (params.whenStillRunning === 'result') return state;
    throw awaited.stillRunning(state);
  }
  const failure = awaited.failure(state);
  if (failure) throw failure;
  return state;
}
