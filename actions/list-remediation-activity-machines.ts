import { defineAction } from '../src/catalogue/define-action.ts';
import { listRemediationActivityMachines } from '../src/defender/remediation-activities/read.ts';

/** Lists the machines that a remediation activity is to reach. */
export default defineAction('list-remediation-activity-machines', ({ params, defender }) =>
  listRemediationActivityMachines(defender, params),
);
