import { defineAction } from '../src/catalogue/define-action.ts';
import { isolate } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/**
 * Cuts a machine off the network; only Defender still reaches it. The result is the accepted machine action: the machine
 * is isolated once that has Succeeded, which takes minutes, or as long as the machine is off line. A machine that is
 * being isolated already is reported with `alreadyActive`, never isolated twice.
 */
export default defineAction('isolate-machine', async ({ params, defender }) => {
  const unmanaged = params.isolationType === 'UnManagedDevice';
  const target = await findTarget(defender, params, { unmanaged });
  return startMachineAction(defender, target, isolate(params.isolationType), params);
});
