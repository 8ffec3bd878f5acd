import { defineAction } from '../src/catalogue/define-action.ts';
import { listRemediationActivityMachines } from '../src/defender/remediation-activities/read.ts';

export default defineAction('list-remediation-activity-machines', ({ params, defender }) =>
  listRemediationActivityMachines(defender, params),
);
