import { defineAction } from '../src/catalogue/define-action.ts';

/** Lists the tasks by which weaknesses are to be remediated: what, by when, and how far they are. */
export default defineAction('list-remediation-activities', ({ params, defender }) =>
  defender.listRemediationActivities(params),
);
