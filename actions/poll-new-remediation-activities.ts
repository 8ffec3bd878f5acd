import { defineAction } from '../src/catalogue/define-action.ts';
import { pollNewRemediationActivities } from '../src/defender/remediation-activities/read.ts';

export default defineAction('poll-new-remediation-activities', ({ params, defender }) =>
  pollNewRemediationActivities(defender, params),
);
