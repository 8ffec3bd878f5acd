import { defineAction } from '../src/catalogue/define-action.ts';
import { runLiveResponse } from '../src/defender/live-response/session.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/**
 * Runs commands in a session on a machine, one after another until one fails: puts library files there, runs library
 * scripts, gets files. One session a machine; for one that is off line it is queued for two hours. With `waitSeconds` the
 * result has what the scripts printed; files are fetched by `fetch-live-response-result-uri`.
 */
export default defineAction('run-live-response', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return runLiveResponse(defender, target, params);
});
