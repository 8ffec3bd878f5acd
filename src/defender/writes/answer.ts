import { type ErrorFields, SoarError, toSoarError } from '../../errors.ts';
import type { IsolateMachineParams } from '../../generated/types.ts';
import { type Answer, type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { sameText } from '../../values/text.ts';
import { type DefenderContext, withDeadline } from '../context.ts';

/** Params of every write as validated. */
export type WriteParams = Pick<
  IsolateMachineParams,
  'comment' | 'correlationId' | 'waitSeconds' | 'whenStillRunning' | 'dryRun'
>;

/**
 * Whether Defender refused a write because one of its kind is under way: it says so by a code or by its documented
 * message; for some actions it only says 400, and then `maybe` has to be settled by looking.
 */
export function isAlreadyActive(error: unknown): 'yes' | 'maybe' | 'no' {
  if (!(error instanceof SoarError) || error.fields.status !== 400) return 'no';
  const { defenderCode = 'BadRequest' } = error.fields;
  if (defenderCode === 'ActiveRequestAlreadyExists' || /already in progress/i.test(error.message)) return 'yes';
  return defenderCode === 'BadRequest' ? 'maybe' : 'no';
}

/** The id of what a write made; without it the outcome of the write is unknown. */
export function idOf(call: Call, { json, status }: Answer): string {
  if (typeof json.id === 'string' && json.id !== '') return json.id;
  if (typeof json.id === 'number') return String(json.id);
  throw unexpected(nameOf(call), `${status} and no id`, { status });
}

/** The entity that a write was about, from its answer; `other` says what another one would be. */
export function entityOf(call: Call, answer: Answer, id: string, other: string): { id: string } {
  const entity = { ...answer.json, id: idOf(call, answer) };
  if (sameText(entity.id, id)) return entity;
  throw unexpected(nameOf(call), other, { status: answer.status });
}

/**
 * Holds an answer that says nothing but yes to its documented status: another yes may come from something in between.
 * Throws `unexpected_response`.
 */
export function expectStatus(call: Call, { status }: Answer, documented: number): void {
  if (status !== documented) throw unexpected(nameOf(call), `${status} instead of ${documented}`, { status });
}

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
}

/**
 * Looks again until it has ended or `waitSeconds` are over. A look that fails for a passing reason is repeated; one that
 * fails for good ends the wait, and its error still names what was started.
 * @returns the last state; the caller decides what a state means
 */
export async function waitFor<T>(
  context: DefenderContext,
  first: T,
  waitSeconds: number,
  awaited: Awaited<T>,
): Promise<T> {
  const { clock, signal, timeoutSeconds } = context;
  const end = clock.now() + waitSeconds * 1000;
  let state = first;
  for (
    let pause = poll.first;
    awaited.isActive(state) && clock.now() < end;
    pause = Math.min(poll.longest, pause * poll.growth)
  ) {
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
