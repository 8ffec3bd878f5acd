import { defineAction } from '../src/catalogue/define-action.ts';
import { initiateInvestigation } from '../src/defender/investigations/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('initiate-investigation', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return initiateInvestigation(defender, target, params);
});
