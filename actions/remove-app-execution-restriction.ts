import { defineAction } from '../src/catalogue/define-action.ts';
import { unrestrictCodeExecution } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('remove-app-execution-restriction', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return startMachineAction(defender, target, unrestrictCodeExecution, params);
});
