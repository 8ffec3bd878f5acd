import { SoarError, toSoarError } from '../errors.ts';
import { deadlineIn } from '../http/clock.ts';
import { type Answer, nameOf, type WriteCall } from '../http/http.ts';
import { pause } from '../http/retry.ts';
import { type DefenderContext, withDeadline } from './context.ts';

/** Tolerance when times of Defender's clock are compared, in milliseconds: contract section 4. */
const clockTolerance = 60_000;

/** Milliseconds before each look for what a write may have made: it may become visible late. */
const looks = [0, 1000, 2000, 3000, 4000];

/** Seconds that one look, and all of them together, may take; beyond the run's deadline if need be. */
const lookSeconds = 10;
const looksSeconds = 30;

/** How a write is understood, and how what it made is found again where its answer is lost. */
export interface Write<T> {
  call: WriteCall;
  /** Reads the answer; throws with `taken: 'maybe'` where it does not say what was made. */
  read: (answer: Answer) => T;
  /** Looks for what this write made; `began` is when it was first sent, by our clock. */
  find: (context: DefenderContext, began: number) => Promise<T | undefined>;
  /**
   * When what was found was made, by Defender's clock, in milliseconds since 1970. What was made before the write began is
   * taken for its own only where nothing better shows up: a repeated playbook sends the same comment within the tolerance.
   */
  madeAt?: (made: T) => number;
  /** Whether what was found is unlikely to be what was just made: it too stands for it only where nothing better shows up. */
  isDoubtful?: (made: T) => boolean;
  /** For a deletion: the result where Defender no longer knows what an earlier, unclear attempt was about. */
  whenMissing?: T;
}

/** What was written, whether it had to be found again, and whether it was there before the write began. */
export interface Written<T> {
  made: T;
  foundAgain: boolean;
  wasThere: boolean;
}

/** The earliest moment of Defender's clock at which something may be what a write made, in milliseconds since 1970. */
export const earliestOf = ({ http }: DefenderContext, began: number): number =>
  (http.serverTime(began) ?? began) - clockTolerance;

/**
 * Whether something of Defender's was made since a write began, by Defender's clock and with tolerance. To be asked after
 * an answer, which tells that clock.
 */
export const isSince = (context: DefenderContext, createdAt: number, began: number): boolean =>
  createdAt >= earliestOf(context, began);

/** Whether something of Defender's was there before a write began; not where nobody knows. */
export const isBefore = (context: DefenderContext, createdAt: number, began: number): boolean =>
  createdAt !== 0 && context.http.serverTime(began) !== undefined && !isSince(context, createdAt, began);

/** Milliseconds by which a moment on Defender's clock may be off: `Date` has whole seconds. */
const dateResolution = 2000;

/** Whether something was certainly there before a write began, as exactly as Defender's clock is known. */
export const isOlder = ({ http }: DefenderContext, createdAt: number, began: number): boolean => {
  const start = http.serverTime(began);
  return createdAt !== 0 && start !== undefined && createdAt < start - dateResolution;
};

const nothingFound = 'nothing that it made was found within ten seconds';

/** Looks several times; the reason says why nothing was found. */
async function lookRepeatedly<T>(
  context: DefenderContext,
  { find, madeAt, isDoubtful }: Write<T>,
  began: number,
): Promise<{ made?: T; reason: string }> {
  const { clock, signal, log } = context;
  const until = deadlineIn(looksSeconds, clock);
  let reason = nothingFound;
  let second: T | undefined;
  for (const ms of looks) {
    if (until.remaining() === 0) break;
    await clock.sleep(ms, signal);
    try {
      const made = await find(withDeadline(context, lookSeconds), began);
      const isOther = (found: T) => (madeAt && isOlder(context, madeAt(found), began)) || isDoubtful?.(found);
      if (made !== undefined && !isOther(made)) return { made, reason: '' };
      second = made;
      reason = nothingFound;
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (error.code === 'cancelled') throw error;
      log.warn('read_back_failed', { code: error.code, message: error.message });
      reason = `what it made could not be read back: ${error.message}`;
    }
  }
  return second === undefined ? { reason } : { made: second, reason: '' };
}

/** How often a write is sent again after 503 with Retry-After. */
const mostRounds = 3;

/** How long to wait where Defender said "later" without saying "not taken", in milliseconds; undefined where not to. */
function waitOf({ deadline, clock }: DefenderContext, refusal: SoarError, round: number): number | undefined {
  const { status, retryAfterSeconds } = refusal.fields;
  if (status !== 503 || retryAfterSeconds === undefined || round >= mostRounds) return undefined;
  const ms = pause(refusal, round, clock.random);
  return ms < deadline.remaining() ? ms : undefined;
}

/**
 * Writes, and never twice: where the answer does not tell what became of a write, what it would have made is read back.
 * Throws `outcome_unknown` where that settles nothing; a write that may have been taken is never sent again unseen.
 */
export async function write<T>(context: DefenderContext, intent: Write<T>): Promise<Written<T>> {
  const { clock, http, progress, signal } = context;
  const began = clock.now();
  const found = (made: T): Written<T> => {
    progress.outcome = 'accepted';
    const wasThere = intent.madeAt !== undefined && isOlder(context, intent.madeAt(made), began);
    return { made, foundAgain: true, wasThere };
  };
  for (let round = 0; ; round += 1) {
    try {
      return { made: intent.read(await http.write(intent.call)), foundAgain: false, wasThere: false };
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (round > 0 && error.code === 'not_found' && intent.whenMissing !== undefined) return found(intent.whenMissing);
      if (error.fields.taken !== 'maybe' || error.code === 'cancelled') throw error;
      progress.outcome = 'unknown';
      const ms = waitOf(context, error, round);
      if (ms !== undefined) {
        await clock.sleep(ms, signal);
        const made = await intent.find(withDeadline(context, lookSeconds), began).catch((failed: unknown) => {
          throw toSoarError(failed).code === 'cancelled'
            ? failed
            : outcomeUnknown(intent.call, error, toSoarError(failed).message);
        });
        if (made !== undefined) return found(made);
        progress.outcome = 'not_sent';
        continue;
      }
      const { made, reason } = await lookRepeatedly(context, intent, began);
      if (made !== undefined) return found(made);
      throw outcomeUnknown(intent.call, error, reason);
    }
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
      hint: `Do not send it again before you have looked: ${call.lookWith} or the portal shows whether it was taken.`,
      status,
      defenderCode,
      requestId,
      details: { outcome: 'unknown', reason },
      cause,
    },
  );
}
