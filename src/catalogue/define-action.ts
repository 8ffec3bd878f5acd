import type { Clock } from '../clock.ts';
import type { DefenderContext } from '../defender/context.ts';
import type { Fault } from '../errors.ts';
import type { ActionId, Actions } from '../generated/types.ts';
import type { Log } from '../log.ts';
import type { Outcome, RowStream } from '../result.ts';

/** What an action works with: its params as validated, defaults filled in, and the client. */
export interface ActionContext<Id extends ActionId> {
  params: Actions[Id]['params'];
  defender: DefenderContext;
  log: Log;
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  clock: Clock;
}

/** A call of Defender's that does what an action does for many at once; batches use it. */
export interface Bulk<Id extends ActionId> {
  /** Items of equal key never share a call: the later one is to have the last word. */
  key: (params: Actions[Id]['params']) => string;
  run: (params: Actions[Id]['params'][], defender: DefenderContext) => Promise<Outcome<object>[]>;
  /** The result of a dry run: the bulk call with one item. */
  dryRun: (params: Actions[Id]['params'], defender: DefenderContext) => Promise<object>;
}

/**
 * Checks rules that a schema cannot say, with at most one fault a field; it must accept params of any type. An action's
 * check is in `actions/<id>.rules.ts`, because it runs before the action and the client are loaded.
 */
export type Check = (params: Readonly<Record<string, unknown>>, now: number) => Fault[] | Promise<Fault[]>;

/** What an action may have besides what it does. */
export interface ActionOptions<Id extends ActionId> {
  bulk?: Bulk<Id>;
}

/** An action: its id and what it does. */
export interface Action<Id extends ActionId = ActionId> extends ActionOptions<Id> {
  id: Id;
  run(context: ActionContext<Id>): Promise<Actions[Id]['result'] | RowStream> | RowStream;
}

/** Declares the action of a manifest entry: the id alone types its params and result. */
export const defineAction = <Id extends ActionId>(
  id: Id,
  run: Action<Id>['run'],
  options: ActionOptions<Id> = {},
): Action<Id> => ({ id, run, ...options });
