import { SoarError, toSoarError } from '../../errors.ts';
import type { DryRunMachine, DryRunResult, MachineAction, WriteOutcome } from '../../generated/types.ts';
import { type Answer, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { composeComment, hasComment } from '../../values/comment.ts';
import { sameText, textOf } from '../../values/text.ts';
import type { DefenderContext, Target } from '../context.ts';
import { idOf, isAlreadyActive } from '../writes/answer.ts';
import { type Awaited, settle, type WriteParams } from '../writes/wait.ts';
import { isBefore, isOlder, isSince, write } from '../writes/write.ts';
import { dryRunOnMachine } from './dry-run.ts';
import {
  actionFailed,
  actionsOf,
  createdAt,
  getMachineAction,
  isActive,
  type KnownMachineAction,
  withDocumentedNames,
} from './read.ts';
import { callOf, type MachineActionRequest } from './requests.ts';

/** A machine action that was started or found, or what `dryRun` gives instead. */
export type StartedMachineAction = MachineAction & WriteOutcome & DryRunResult & DryRunMachine;

const hasFailed = (status: string): boolean => /^(Failed|TimeOut|Cancelled)$/i.test(status);

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
  progress: ({ status }) => ({ for: 'machine action', id, status }),
});

const anyScope: NonNullable<MachineActionRequest['scope']> = { isSame: () => true };

/**
 * Sends the request for a machine action. If Defender says that one is running, the one that does the same is
 * returned as `alreadyActive`; one that does something else is a `conflict`. If its answer is lost, the action is
 * looked for by its comment.
 */
export async function requestMachineAction(
  context: DefenderContext,
  target: Target,
  request: MachineActionRequest,
  comment: string,
): Promise<KnownMachineAction & { alreadyActive: boolean }> {
  const { clock, progress } = context;
  const { type, scope = anyScope } = request;
  const call = callOf(target, request, comment);
  const began = clock.now();
  const accept = (action: KnownMachineAction, alreadyActive: boolean) => {
    progress.accepted({ machineActionId: action.id });
    return { ...action, alreadyActive };
  };
  const ours = (known: KnownMachineAction[]) =>
    known.find(
      (action) =>
        hasComment(action, comment) && scope.isSame(action) !== false && isSince(context, createdAt(action), began),
    );
  // One that was there before this attempt and has failed does not stand for it.
  const isSpent = (action: KnownMachineAction) =>
    isOlder(context, createdAt(action), began) && hasFailed(textOf(action.status));
  const read = (answer: Answer) => {
    const action = withDocumentedNames({ ...answer.json, id: idOf(call, answer) } as KnownMachineAction);
    if (textOf(action.machineId) === '' || sameText(action.machineId, target.id)) return action;
    throw unexpected(nameOf(call), `an action on another machine, ${action.machineId}`, { status: answer.status });
  };
  try {
    const find = async (look: DefenderContext) =>
      ours((await actionsOf(look, target.id, type)).filter((action) => !isSpent(action)));
    // On the first read-back, skip failed actions as recent as this attempt: a new action rarely fails at once.
    const isDoubtful = ({ status }: KnownMachineAction) => hasFailed(textOf(status));
    const intent = { call, read, find, createdAtOf: createdAt, isDoubtful, refusesSecond: true };
    const { budget, guarded } = context;
    const send = () => write(context, intent);
    const { created, wasReadBack, existed } = await (guarded && budget !== undefined
      ? (await import('./budget.ts')).spend(context, budget, send)
      : send());
    // Releasing twice may be answered with the release that is pending: https://learn.microsoft.com/defender-endpoint/api/unisolate-machine
    const isAnothers = typeof created.requestorComment === 'string' && !hasComment(created, comment);
    return accept(created, wasReadBack ? existed : isAnothers || isBefore(context, createdAt(created), began));
  } catch (error) {
    const already = isAlreadyActive(error);
    if (already === 'no') throw error;
    const known = await actionsOf(context, target.id, type);
    const active = known.filter(isActive);
    // Only for collections a bare 400 is documented to mean this: https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package
    if (already === 'maybe' && (type !== 'CollectInvestigationPackage' || active.length === 0)) throw error;
    const other = await underWay(context, active, scope, comment);
    const found = other === undefined ? ours(known) : other.isSame && other.action;
    if (!found) throw inTheWay(error as SoarError, type, other?.action);
    return accept(found, true);
  }
}

/** Milliseconds before each further read of an action that has no scope yet, as a Pending isolation. */
const scopeLooks = [1000, 2000, 3000, 4000];

/** Reads an action again until it has a scope, or has ended. */
async function untilScopeIsTold(
  context: DefenderContext,
  first: KnownMachineAction,
  { isSame }: NonNullable<MachineActionRequest['scope']>,
): Promise<KnownMachineAction> {
  const { clock, deadline, signal, log } = context;
  let action = first;
  for (const ms of scopeLooks) {
    if (isSame(action) !== undefined || !isActive(action) || ms > deadline.remaining()) break;
    await clock.sleep(ms, signal);
    try {
      action = await getMachineAction(context, action.id);
    } catch (thrown) {
      const error = toSoarError(thrown);
      if (error.code === 'cancelled') throw error;
      log.warn('scope_read_failed', { code: error.code, message: error.message });
    }
  }
  return action;
}

/** The relevant active action, and whether it does exactly what was requested; undefined if there is none. */
async function underWay(
  context: DefenderContext,
  active: KnownMachineAction[],
  scope: NonNullable<MachineActionRequest['scope']>,
  comment: string,
): Promise<{ action: KnownMachineAction; isSame: boolean } | undefined> {
  const same = active.find(scope.isSame);
  if (same !== undefined) return { action: same, isSame: true };
  const silent = active.find((action) => scope.isSame(action) === undefined);
  if (silent === undefined) return active[0] && { action: active[0], isSame: false };
  const action = await untilScopeIsTold(context, silent, scope);
  // An action that never gets a scope counts as Full, and as a request with the same comment.
  const isSame = scope.isSame(action) ?? (scope.isFull || hasComment(action, comment));
  return { action, isSame: isSame && !hasFailed(textOf(action.status)) };
}

function inTheWay(refusal: SoarError, type: string, active: KnownMachineAction | undefined): SoarError {
  const what =
    active === undefined
      ? 'another action'
      : `another ${[active.type, active.scope].filter(Boolean).join(' ')} (machine action ${active.id})`;
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
  request: MachineActionRequest,
  params: WriteParams,
): Promise<StartedMachineAction> {
  const comment = composeComment(params);
  if (params.dryRun) return dryRunOnMachine(context, target, callOf(target, request, comment));
  const { alreadyActive, ...action } = await requestMachineAction(context, target, request, comment);
  const state = await settle(context, action, params, awaitedMachineAction(action.id));
  return { ...state, alreadyActive };
}
