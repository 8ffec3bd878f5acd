import { defineAction } from '../src/catalogue/define-action.ts';
import { listRemediationActivities } from '../src/defender/remediation-activities/read.ts';

/** Lists the tasks by which weaknesses are to be remediated: what, by when, and how far they are. */
export default defineAction('list-remediation-activities', ({ params, defender }) =>
  listRemediationActivities(defender, params),
);
