import { defineAction } from '../src/catalogue/define-action.ts';
import { isolate } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('isolate-machine', async ({ params, defender }) => {
  const unmanaged = params.isolationType === 'UnManagedDevice';
  const target = await findTarget(defender, params, { unmanaged });
  return startMachineAction(defender, target, isolate(params.isolationType), params);
});
