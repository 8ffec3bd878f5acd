import type { Clock } from '../clock.ts';
import type { DefenderContext } from '../defender/context.ts';
import type { Fault } from '../errors.ts';
import type { ActionId, Actions } from '../generated/types.ts';
import type { Log } from '../log.ts';
import type { Outcome, RowStream } from '../result.ts';

/** What an action works with: its params as validated, defaults filled in, and the client. */
export interface ActionContext<Params extends object> {
  params: Params;
  defender: DefenderContext;
  log: Log;
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  clock: Clock;
}

/** A call of Defender's that does what an action does for many at once; batches use it. */
export interface Bulk<Params extends object> {
  /** The most items of one call. */
  most: number;
  /** Items of equal key never share a call: the later one is to have the last word. */
  key(params: Params): string;
  run(params: Params[], defender: DefenderContext): Promise<Outcome<object>[]>;
  /** The result of a dry run: the bulk call with one item. */
  dryRun(params: Params, defender: DefenderContext): Promise<object>;
}

/**
 * Checks rules that a schema cannot say, with at most one fault a field; it must accept params of any type. An action's
 * check is in `actions/<id>.rules.ts`, because it runs before the action and the client are loaded.
 */
export type Check = (params: Readonly<Record<string, unknown>>, now: number) => Fault[] | Promise<Fault[]>;

/** What an action may have besides what it does. */
export interface ActionOptions<Params extends object> {
  bulk?: Bulk<Params>;
}

/** An action: its id and what it does. Without type arguments, an action of any id, whose params were validated. */
export interface Action<Params extends object = object, Result extends object = object> extends ActionOptions<Params> {
  id: ActionId;
  run(context: ActionContext<Params>): Promise<Result | RowStream> | RowStream;
}

/** An action of the manifest. */
type ActionOf<Id extends ActionId> = Action<Actions[Id]['params'], Actions[Id]['result']>;

/** Declares the action of a manifest entry: the id alone types its params and result. */
export const defineAction = <Id extends ActionId>(
  id: Id,
  run: ActionOf<Id>['run'],
  options: ActionOptions<Actions[Id]['params']> = {},
): ActionOf<Id> => ({ id, run, ...options });
