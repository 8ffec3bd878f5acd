import { defineAction } from '../src/catalogue/define-action.ts';

/** Has Defender investigate a machine by itself: at most 50 an hour in a tenant. The result is an investigation. */
export default defineAction('start-automated-investigation', async ({ params, defender }) => {
  const target = await defender.findTarget(params);
  return defender.startInvestigation(target, params);
});
