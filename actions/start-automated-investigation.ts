import { defineAction } from '../src/catalogue/define-action.ts';
import { startInvestigation } from '../src/defender/investigations/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('start-automated-investigation', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return startInvestigation(defender, target, params);
});
