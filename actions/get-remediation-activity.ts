import { defineAction } from '../src/catalogue/define-action.ts';

/** Reads one remediation activity: what is to be done, who asked for it, and on how many machines it is. */
export default defineAction('get-remediation-activity', ({ params, defender }) =>
  defender.getRemediationActivity(params.remediationActivityId),
);
