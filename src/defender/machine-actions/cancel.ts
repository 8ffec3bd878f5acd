import { SoarError, toSoarError } from '../../errors.ts';
import type { CancelMachineActionParams, DryRunResult, MachineAction, WriteOutcome } from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import { hasComment } from '../../values/comment.ts';
import { timeOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { entityOf } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { isOlder, write } from '../writes/write.ts';
import { getMachineAction, isActive, type KnownMachineAction, withDocumentedNames } from './read.ts';

/** The permission for cancelling an action of a type: the same as for starting it. */
const permissionOf: Readonly<Record<string, string>> = {
  Isolate: 'Machine.Isolate',
  Unisolate: 'Machine.Isolate',
  RunAntiVirusScan: 'Machine.Scan',
  StopAndQuarantineFile: 'Machine.StopAndQuarantine',
  RestrictCodeExecution: 'Machine.RestrictExecution',
  UnrestrictCodeExecution: 'Machine.RestrictExecution',
  CollectInvestigationPackage: 'Machine.CollectForensics',
  LiveResponse: 'Machine.LiveResponse',
  Offboard: 'Machine.Offboard',
};

/** What has ended cannot be cancelled any more; a refusal of Defender's is kept. */
function tooLate(action: KnownMachineAction, refusal?: SoarError): SoarError {
  const { id, type, status: ending } = action;
  const { status, defenderCode, requestId } = refusal?.fields ?? {};
  const why = refusal === undefined ? '' : `; ${refusal.message}`;
  return new SoarError('rejected', `machine action ${id} (${type}) had ended ${ending} and was not cancelled${why}`, {
    hint: 'What it did is undone, if at all, by another action: release-machine-from-isolation, remove-app-execution-restriction.',
    status,
    defenderCode,
    requestId,
    details: { machineAction: action },
  });
}

/**
 * Cancels a machine action that has not ended. One that is cancelled already is returned as `alreadyActive`; one that
 * ended otherwise is `rejected`. If the answer is lost, the action's status shows the outcome.
 * https://learn.microsoft.com/defender-endpoint/api/cancel-machine-action
 */
export async function cancelMachineAction(
  context: DefenderContext,
  { machineActionId, comment, dryRun }: CancelMachineActionParams,
): Promise<MachineAction & WriteOutcome & DryRunResult> {
  const values = { id: machineActionId };
  const call: WriteCall = {
    method: 'POST',
    path: '/api/machineactions/{id}/cancel',
    values,
    body: { Comment: comment },
    followUp: 'get-machine-action-details',
  };
  const began = context.clock.now();
  const isOurs = ({ cancellationComment, cancellationDateTimeUtc }: MachineAction) =>
    hasComment({ requestorComment: cancellationComment ?? null }, comment) &&
    !isOlder(context, timeOf(cancellationDateTimeUtc), began);
  const settled = (action: KnownMachineAction, alreadyActive: boolean, refusal?: SoarError) => {
    if (!isActive(action) && action.status !== 'Cancelled') throw tooLate(action, refusal);
    return { ...action, alreadyActive };
  };
  if (dryRun) {
    const { type } = settled(await getMachineAction(context, machineActionId), false);
    return dryRunResult(context, call, permissionOf[type ?? '']);
  }
  try {
    const { created } = await write<KnownMachineAction>(context, {
      call,
      read: (answer) => withDocumentedNames(entityOf(call, answer, machineActionId, 'another machine action')),
      async find(look) {
        const action = await getMachineAction(look, machineActionId);
        return isActive(action) && !isOurs(action) ? undefined : action;
      },
    });
    return settled(created, typeof created.cancellationComment === 'string' && !isOurs(created));
  } catch (thrown) {
    // The refusal to cancel an ended action is not documented, so the action is read.
    if (!(thrown instanceof SoarError) || thrown.code !== 'rejected' || !thrown.fields.status) throw thrown;
    const action = await getMachineAction(context, machineActionId).catch((failed: unknown) => {
      throw toSoarError(failed).code === 'cancelled' ? failed : thrown;
    });
    if (isActive(action)) throw thrown;
    return settled(action, true, thrown);
  }
}
