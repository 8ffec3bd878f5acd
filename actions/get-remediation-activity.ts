import { defineAction } from '../src/catalogue/define-action.ts';
import { getRemediationActivity } from '../src/defender/remediation-activities/read.ts';

export default defineAction('get-remediation-activity', ({ params, defender }) =>
  getRemediationActivity(defender, params.remediationActivityId),
);
