import { defineAction } from '../src/catalogue/define-action.ts';

/** Lists the machines that a remediation activity is to reach. */
export default defineAction('list-remediation-activity-machines', ({ params, defender }) =>
  defender.listRemediationActivityMachines(params),
);
