import type { SoarError } from '../errors.ts';
import type { ActionId, Actions } from '../generated/types.ts';
import { WriteProgress } from '../progress.ts';
import { isRowStream, type Outcome, type RowStream } from '../result.ts';
import { type Call, Calls, type SessionOptions } from './calls.ts';
import type { ManyOptions } from './run-many.ts';

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
   * Runs an action for each item and yields the outcomes in the order of the items; up to 500 items share a bulk call, if the
   * action has one. An item that is a `SoarError`, because its params could not be read, is answered with it. Reading pauses
   * while 1,000 items are unanswered, and ends with the signal; what was read is answered. A refused sign-in fails the rest
   * without further calls. Throws only what reading the items throws, and `invalid_params` for an unknown id.
   */
  runMany<Id extends string>(
    id: Id,
    items: AsyncIterable<ParamsOf<Id> | SoarError>,
    options?: ManyOptions,
  ): AsyncGenerator<Outcome<ResultOf<Id>>, void>;
  /** Ends the connections. */
  close(): void;
}

/** Opens a session for a resource. Nothing is sent before the first call. */
export function openSession(options: SessionOptions): Session {
  const calls = new Calls(options);
  const session = {
    async run(id: string, params: unknown, { signal, onProgress }: Call = {}): Promise<Outcome<object | RowStream>> {
      const progress = new WriteProgress(onProgress);
      try {
        const loaded = await calls.load(id);
        const valid = await calls.validate(loaded, params);
        const defender = await calls.begin(loaded, progress, signal);
        const result = await calls.run(await loaded.action(), valid, defender);
        return { result: isRowStream(result) ? calls.completeRows(id, result, progress) : result };
      } catch (thrown) {
        return { error: await calls.complete(id, thrown, progress) };
      }
    },
    async *runMany(id: string, items: AsyncIterable<unknown>, many?: ManyOptions) {
      yield* (await import('./run-many.ts')).runMany(calls, id, items, many);
    },
    close: () => calls.close(),
  };
  // Params are validated against the schemas that their types are computed from.
  return session as Session;
}
