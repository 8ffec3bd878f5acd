import { defineAction } from '../src/catalogue/define-action.ts';
import { getRemediationActivity } from '../src/defender/remediation-activities/read.ts';

/** Reads one remediation activity: what is to be done, who asked for it, and on how many machines it is. */
export default defineAction('get-remediation-activity', ({ params, defender }) =>
  getRemediationActivity(defender, params.remediationActivityId),
);
