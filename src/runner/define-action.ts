import type { Defender } from '../defender/defender.ts';
import type { RowStream } from '../defender/row-stream.ts';
import type { Fault } from '../errors.ts';
import type { ActionId, Actions } from '../generated/types.ts';
import type { Clock } from '../http/clock.ts';
import type { Log } from '../log.ts';

/** What an action works with: its params as validated, defaults filled in, and the client. */
export interface ActionContext<Id extends ActionId> {
  params: Actions[Id]['params'];
  defender: Defender;
  log: Log;
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  clock: Clock;
}

/** An action: its id and what it does. */
export interface Action<Id extends ActionId = ActionId> {
  id: Id;
  run(context: ActionContext<Id>): Promise<Actions[Id]['result'] | RowStream> | RowStream;
  /** Rules that a schema cannot say; one fault a field. */
  check?: ((params: Readonly<Record<string, unknown>>, now: number) => Fault[] | Promise<Fault[]>) | undefined;
}

/**
 * Declares the action of a manifest entry: the id alone types its params and result.
 * @param check rules over params that a schema cannot say; it must bear params of any type
 */
export const defineAction = <Id extends ActionId>(
  id: Id,
  run: Action<Id>['run'],
  check?: Action<Id>['check'],
): Action<Id> => ({
  id,
  run,
  check,
});
