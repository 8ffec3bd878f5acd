import { defineAction } from '../src/catalogue/define-action.ts';
import { runLiveResponse } from '../src/defender/live-response/session.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('run-live-response', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return runLiveResponse(defender, target, params);
});
