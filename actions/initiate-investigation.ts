import { defineAction } from '../src/catalogue/define-action.ts';
import { initiateInvestigation } from '../src/defender/investigations/investigations.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/**
 * Deprecated: `start-automated-investigation` by its older name, for flows that want no more than the investigation's id.
 * At most 50 an hour in a tenant, of both together.
 */
export default defineAction('initiate-investigation', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return initiateInvestigation(defender, target, params);
});
