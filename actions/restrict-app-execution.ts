import { defineAction } from '../src/catalogue/define-action.ts';
import { restrictCodeExecution } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/**
 * Lets nothing run on a machine but what Microsoft has signed: what an attacker brought along no longer starts. The
 * machine stays on the network. A restriction that is under way is reported with `alreadyActive`.
 */
export default defineAction('restrict-app-execution', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return startMachineAction(defender, target, restrictCodeExecution, params);
});
