import { defineAction } from '../src/catalogue/define-action.ts';
import { pollNewRemediationActivities } from '../src/defender/remediation-activities/read.ts';

/** Gives remediation activities that are new since the run whose last object's `cursor` is handed back, each once. */
export default defineAction('poll-new-remediation-activities', ({ params, defender }) =>
  pollNewRemediationActivities(defender, params),
);
