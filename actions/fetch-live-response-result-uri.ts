import { defineAction } from '../src/catalogue/define-action.ts';
import { fetchLiveResponseResultUri } from '../src/defender/live-response/session.ts';

/**
 * Asks for the download link of what one live response command gave: a script's output as JSON, or the file. It is signed
 * and good for half an hour. The machine action is read first, so that "not yet" and "never" are told apart.
 */
export default defineAction('fetch-live-response-result-uri', ({ params, defender }) =>
  fetchLiveResponseResultUri(defender, params.machineActionId, params.index),
);
