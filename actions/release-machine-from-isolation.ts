import { defineAction } from '../src/catalogue/define-action.ts';
import { unisolate } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('release-machine-from-isolation', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return startMachineAction(defender, target, unisolate, params);
});
