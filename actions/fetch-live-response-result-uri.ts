import { defineAction } from '../src/catalogue/define-action.ts';
import { fetchLiveResponseResultUri } from '../src/defender/live-response/session.ts';

export default defineAction('fetch-live-response-result-uri', ({ params, defender }) =>
  fetchLiveResponseResultUri(defender, params.machineActionId, params.index),
);
