import { deadlineIn } from '../../clock.ts';
import { SoarError, toSoarError } from '../../errors.ts';
import { type Answer, nameOf, type WriteCall } from '../../http/call.ts';
import { pause } from '../../http/retry.ts';
import { type DefenderContext, withDeadline } from '../context.ts';

/** Tolerance when times of Defender's clock are compared, in milliseconds: contract section 4. */
const clockTolerance = 60_000;

/** Milliseconds before each look for what a write may have created: it may become visible late. */
const tenSeconds = [0, 1000, 2000, 3000, 4000];

/** The pause before the single read-back of a write that Defender would refuse a second time. */
const once = [0];

/** Seconds that one read-back, and all of them together, may take, beyond the run's deadline if necessary. */
const lookSeconds = 10;
const looksSeconds = 15;

/** How to read the answer of a write, and how to find what it created if the answer is lost. */
export interface Write<T> {
  call: WriteCall;
  /** Reads the answer; throws if it does not say what was created. */
  read: (answer: Answer) => T;
  /** Looks for what this write created; `began` is when it was first sent, by our clock. */
  find: (context: DefenderContext, began: number) => Promise<T | undefined>;
  /**
   * When what was found was created, by Defender's clock, in milliseconds since 1970. What was created before the write began is
   * taken for its own only if nothing better shows up: a repeated playbook sends the same comment within the tolerance.
   */
  createdAtOf?: (created: T) => number;
  /** Whether what was found is unlikely to be what was just created: it too is taken only if nothing better shows up. */
  isDoubtful?: (created: T) => boolean;
  /** Whether Defender refuses a second one while the first is active: then one look is enough before sending again. */
  refusesSecond?: boolean;
  /** For a deletion: the result if Defender no longer knows the entity after an earlier, unclear attempt. */
  whenMissing?: T;
}

/** What was created, whether it was read back, and whether it existed before the write began. */
export interface Written<T> {
  created: T;
  wasReadBack: boolean;
  existed: boolean;
}

/** The earliest moment of Defender's clock at which something may be what a write created, in milliseconds since 1970. */
export const earliestOf = ({ http }: DefenderContext, began: number): number =>
  (http.serverTime(began) ?? began) - clockTolerance;

/** Whether Defender's clock is so far from ours that its times prove nothing. */
const isClockWrong = ({ http }: DefenderContext, began: number): boolean =>
  http.skewMs() !== undefined && http.serverTime(began) === undefined;

/**
 * Whether something of Defender's was created since a write began, by Defender's clock and with tolerance. To be asked after
 * an answer, which tells that clock.
 */
export const isSince = (context: DefenderContext, createdAt: number, began: number): boolean =>
  !isClockWrong(context, began) && createdAt >= earliestOf(context, began);

/** Whether something of Defender's was there before a write began; false if that is unknown. */
export const isBefore = (context: DefenderContext, createdAt: number, began: number): boolean =>
  createdAt !== 0 && context.http.serverTime(began) !== undefined && !isSince(context, createdAt, began);

/** Milliseconds by which a moment on Defender's clock may be off: `Date` has whole seconds. */
const dateResolution = 2000;

/** Whether something was certainly there before a write began, as exactly as Defender's clock is known. */
export const isOlder = ({ http }: DefenderContext, createdAt: number, began: number): boolean => {
  const start = http.serverTime(began);
  return createdAt !== 0 && start !== undefined && createdAt < start - dateResolution;
};

/** The result of reading back: what was created, or why the outcome stays unknown; empty if nothing was found. */
type ReadBack<T> = { created?: T; unanswered?: string };

/** Looks for what a write created, after each of the pauses. */
async function readBack<T>(
  context: DefenderContext,
  { find, createdAtOf, isDoubtful }: Write<T>,
  began: number,
  pauses: readonly number[],
): Promise<ReadBack<T>> {
  const { clock, signal, log, progress } = context;
  const all = deadlineIn(looksSeconds, clock);
  let second: T | undefined;
  let failure: SoarError | undefined;
  for (const ms of pauses) {
    if (ms >= all.remaining()) break;
    await progress.pause('read-back', ms, clock, signal);
    try {
      const created = await find(withDeadline(context, Math.min(lookSeconds, all.remaining() / 1000)), began);
      const isOther = (found: T) => (createdAtOf && isOlder(context, createdAtOf(found), began)) || isDoubtful?.(found);
      if (created !== undefined && !isOther(created)) return { created };
      second = created;
      failure = undefined;
    } catch (thrown) {
      failure = toSoarError(thrown);
      if (failure.code === 'cancelled') throw failure;
      log.warn('read_back_failed', { code: failure.code, message: failure.message });
    }
  }
  if (second !== undefined) return { created: second };
  if (failure) return { unanswered: `what it created could not be read back: ${failure.message}` };
  return isClockWrong(context, began) ? { unanswered: wrongClock } : {};
}

const nothingFound = 'nothing that it created was found within ten seconds';
const wrongClock = 'the clock of the service differs from ours by more than an hour, so no time shows what is new';

/** How often a write is sent again after 503 with Retry-After. */
const mostRounds = 3;

/** How long to wait if Defender said "later" without saying "not taken", in milliseconds; undefined for no wait. */
function waitOf(
  { deadline, clock }: DefenderContext,
  refusal: SoarError,
  round: number,
  pauses: readonly number[],
): number | undefined {
  const { status, retryAfterSeconds } = refusal.fields;
  if (status !== 503 || retryAfterSeconds === undefined || round >= mostRounds) return undefined;
  const ms = pause(refusal, round, clock.random);
  const looks = pauses.reduce((sum, one) => sum + one, 0);
  return ms + looks < deadline.remaining() ? ms : undefined;
}

/**
 * Sends a write, and never twice: if the answer does not settle the outcome, reads back what the write would have created.
 * Throws `outcome_unknown` if that settles nothing; a write that may have been taken is never sent again unseen.
 */
export async function write<T>(context: DefenderContext, intent: Write<T>): Promise<Written<T>> {
  const { clock, http, progress, signal } = context;
  const began = clock.now();
  const found = (created: T): Written<T> => {
    progress.accepted();
    const existed = intent.createdAtOf !== undefined && isOlder(context, intent.createdAtOf(created), began);
    return { created, wasReadBack: true, existed };
  };
  let unclear: SoarError | undefined;
  for (let round = 0; ; round += 1) {
    try {
      const answer = await http.write(intent.call);
      return { created: readAnswer(intent, answer), wasReadBack: false, existed: false };
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (error.fields.delivered === 'maybe') unclear = error;
      if (unclear === undefined || error.code === 'cancelled') throw error;
      // A refusal says nothing about an earlier unclear attempt, so that one is still read back.
      const isRefused = error !== unclear;
      if (error.code === 'not_found' && intent.whenMissing !== undefined) return found(intent.whenMissing);
      progress.unclear();
      const beforeAgain = intent.refusesSecond ? once : tenSeconds;
      const ms = isRefused ? undefined : waitOf(context, error, round, beforeAgain);
      if (ms !== undefined) await progress.pause('retry', ms, clock, signal);
      const pauses = ms === undefined ? tenSeconds : beforeAgain;
      const { created, unanswered } = await readBack(context, intent, began, pauses);
      if (created !== undefined) return found(created);
      const why = unanswered ?? (ms === undefined && !isRefused ? nothingFound : undefined);
      if (why !== undefined) throw outcomeUnknown(intent.call, unclear, why);
      progress.notSent();
      if (isRefused) throw error;
    }
  }
}

/** What the answer says was created; if it cannot be read, the write was still sent. */
function readAnswer<T>({ read }: Write<T>, answer: Answer): T {
  try {
    return read(answer);
  } catch (thrown) {
    throw toSoarError(thrown).with({ delivered: 'maybe' });
  }
}

/** A write that went out and of which nothing more can be said. */
export function outcomeUnknown(call: WriteCall, { message, fields }: SoarError, why: string): SoarError {
  const { status, defenderCode, requestId, cause } = fields;
  const reason = `${message}; ${why}`;
  return new SoarError(
    'outcome_unknown',
    `${nameOf(call)} was sent, and it is not known whether it was taken: ${reason}`,
    {
      hint: `Do not send it again before you have looked: ${call.followUp} or the portal shows whether it was taken.`,
      status,
      defenderCode,
      requestId,
      details: { outcome: 'unknown', reason },
      cause,
    },
  );
}
