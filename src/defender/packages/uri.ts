import { SoarError } from '../../errors.ts';
import type { DefenderContext } from '../context.ts';
import { actionFailed, getMachineAction, getPackageUri, isActive } from '../machine-actions/read.ts';

/**
 * The download link of a finished collection. The action is read first: Defender returns 404 for "not ready",
 * "failed" and "no package" alike.
 */
export async function fetchPackageUri(context: DefenderContext, machineActionId: string): Promise<{ value: string }> {
  const action = await getMachineAction(context, machineActionId);
  if (action.type !== 'CollectInvestigationPackage') {
    throw new SoarError(
      'rejected',
      `machine action ${machineActionId} is ${action.type}, which has no investigation package`,
      {
        hint: 'Give the id of a machine action of type CollectInvestigationPackage.',
      },
    );
  }
  if (isActive(action)) throw notReady(machineActionId, `the collection still runs (${action.status})`);
  if (action.status !== 'Succeeded') throw actionFailed(action);
  const value = await getPackageUri(context, machineActionId);
  if (value === undefined)
    throw notReady(machineActionId, 'the collection has succeeded, but Defender gives no link yet');
  return { value };
}

const notReady = (id: string, why: string): SoarError =>
  new SoarError('not_ready', `there is no package of machine action ${id} yet: ${why}`, {
    hint: 'Try again in a minute.',
  });
