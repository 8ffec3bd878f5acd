import { SoarError } from '../errors.ts';
import type { DryRunMachine, DryRunResult, MachineAction, WriteOutcome } from '../generated/types.ts';
import type { DefenderContext } from './context.ts';
import {
  actionFailed,
  actionsOf,
  createdAt,
  getMachineAction,
  isActive,
  type KnownMachineAction,
  type StartCall,
} from './machine-actions.ts';
import type { Target } from './target.ts';
import {
  type Awaited,
  clockTolerance,
  composeComment,
  hasComment,
  idOf,
  isAlreadyActive,
  rehearse,
  sentAt,
  settle,
  type WriteParams,
} from './write.ts';

/** A machine action that was started or found, or what `dryRun` gives instead. */
export type StartedMachineAction = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

/** How a machine action is waited for. */
export const awaitedMachineAction = (id: string): Awaited<KnownMachineAction> => ({
  read: (context) => getMachineAction(context, id),
  isActive,
  failure: (action) => (action.status === 'Succeeded' ? undefined : actionFailed(action)),
  stillRunning: (action) =>
    new SoarError('still_running', `${action.type} still runs (${action.status}, machine action ${id})`, {
      hint: `It goes on: look with get-machine-action-details and machineActionId ${id}.`,
      details: { machineAction: action },
    }),
  details: (action) => ({ details: { machineAction: action } }),
});

/**
 * Sends the request for a machine action. Where Defender says that one is under way, the one that does the same is
 * given back as `alreadyActive`; one that does something else is a `conflict`.
 */
export async function request(
  context: DefenderContext,
  target: Target,
  { call, type, sameScope }: StartCall,
  comment: string,
): Promise<KnownMachineAction & { alreadyActive: boolean }> {
  const { http, clock, progress } = context;
  const before = clock.now();
  try {
    const answer = await http.write(call);
    const action = { ...answer.json, id: idOf(call, answer) } as KnownMachineAction;
    progress.machineActionId = action.id;
    // Releasing twice may be answered with the release that is pending: https://learn.microsoft.com/defender-endpoint/api/unisolate-machine
    const isOlder = createdAt(action) !== 0 && createdAt(action) < sentAt(answer, clock.now()) - clockTolerance;
    const isAnothers = typeof action.requestorComment === 'string' && !hasComment(action, comment);
    return { ...action, alreadyActive: isOlder || isAnothers };
  } catch (error) {
    if (!isAlreadyActive(error)) throw error;
    const known = await actionsOf(context, target.id, type);
    const active = known.filter(isActive);
    const found =
      active.find(sameScope) ??
      (active.length === 0 ? known.find((action) => isFresh(action, comment, before)) : undefined);
    if (found === undefined) throw inTheWay(error, type, active[0]);
    progress.outcome = 'accepted';
    progress.machineActionId = found.id;
    return { ...found, alreadyActive: true };
  }
}

/** Ours of a moment ago: it ended before we could look. */
const isFresh = (action: KnownMachineAction, comment: string, since: number): boolean =>
  hasComment(action, comment) && createdAt(action) >= since - clockTolerance;

function inTheWay(refusal: SoarError, type: string, active: KnownMachineAction | undefined): SoarError {
  const what =
    active === undefined ? 'another action' : `${active.type} ${active.scope ?? ''} (machine action ${active.id})`;
  return new SoarError(
    'conflict',
    `${type} was refused because ${what} is under way on the machine: ${refusal.message}`,
    {
      hint: 'Nothing was started. Wait until it has ended, or cancel it, and try again.',
      status: refusal.fields.status,
      defenderCode: refusal.fields.defenderCode,
      requestId: refusal.fields.requestId,
      details: active && { machineActionId: active.id },
    },
  );
}

/** Starts a machine action and, with `waitSeconds`, waits for its end. */
export async function startMachineAction(
  context: DefenderContext,
  target: Target,
  build: (comment: string) => StartCall,
  params: WriteParams,
): Promise<StartedMachineAction> {
  const comment = composeComment(params);
  const start = build(comment);
  if (params.dryRun) return rehearse(context.http, start.call, target.machine);
  const { alreadyActive, ...action } = await request(context, target, start, comment);
  const state = await settle(context, action, params, awaitedMachineAction(action.id));
  return { ...state, alreadyActive };
}
