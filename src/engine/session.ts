import type { SoarError } from '../errors.ts';
import type { ActionId, Actions } from '../generated/types.ts';
import type { LogTarget } from '../log.ts';
import type { ProgressReport } from '../progress.ts';
import type { Outcome, RowStream } from '../result.ts';

/** What belongs to one call. */
export interface Call {
  /** Ends this call alone. */
  signal?: AbortSignal | undefined;
  /** Receives the log of this call instead of that of the session. */
  log?: LogTarget | undefined;
  /**
   * Called when a write is sent, accepted, refused or unclear; when a wait begins, changes or ends; and as a package is
   * downloaded.
   */
  onProgress?: ((report: ProgressReport) => void) | undefined;
}

/** Items that run at the same time: by default, and at most. */
export const concurrencies = { usual: 8, most: 64 };

/** What belongs to a run of many items. `onProgress` gets the reports of all items, without saying whose they are. */
export interface ManyOptions extends Pick<Call, 'signal' | 'log' | 'onProgress'> {
  /** Items that run at the same time, from 1 to 64; 8 if left out. Items of a bulk call do not count. */
  concurrency?: number | undefined;
}

/** Params as they are given: those with a default may be left out. */
export type ParamsOf<Id extends string> = Id extends ActionId
  ? Omit<Actions[Id]['params'], Actions[Id]['defaults']> & Partial<Actions[Id]['params']>
  : unknown;

/** The result of an action; a list is a stream of rows. */
export type ResultOf<Id extends string> = (Id extends ActionId ? Actions[Id]['result'] : object) | RowStream;

/** Actions of one tenant: they share a token for each API, a pool of connections and a pace. */
export interface Session {
  /** Runs an action: validates its params, guards its target and completes its error. Never throws. */
  run<Id extends string>(id: Id, params: ParamsOf<Id>, call?: Call): Promise<Outcome<ResultOf<Id>>>;
  /**
   * Runs an action for each item and yields the outcomes in the order of the items; items share bulk calls if the
   * action has one. An item that is a `SoarError`, because its params could not be read, is answered with it. Reading pauses
   * while 1,000 items are unanswered, and ends with the signal; what was read is answered. A refused sign-in fails the rest
   * without further calls. Throws only what reading the items throws, and `invalid_params` for an unknown id or concurrency.
   */
  runMany<Id extends string>(
    id: Id,
    items: AsyncIterable<ParamsOf<Id> | SoarError> | Iterable<ParamsOf<Id> | SoarError>,
    options?: ManyOptions,
  ): AsyncGenerator<Outcome<ResultOf<Id>>, void>;
  /** Ends the connections. */
  close(): void;
}
