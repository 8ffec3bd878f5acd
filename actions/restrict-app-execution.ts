import { defineAction } from '../src/catalogue/define-action.ts';

/**
 * Lets nothing run on a machine but what Microsoft has signed: what an attacker brought along no longer starts. The
 * machine stays on the network. A restriction that is under way is reported with `alreadyActive`.
 */
export default defineAction('restrict-app-execution', async ({ params, defender }) => {
  const target = await defender.findTarget(params, { guarded: true });
  return defender.restrictCodeExecution(target, params);
});
