import { defineAction } from '../src/catalogue/define-action.ts';
import { listRemediationActivities } from '../src/defender/remediation-activities/read.ts';

export default defineAction('list-remediation-activities', ({ params, defender }) =>
  listRemediationActivities(defender, params),
);
