import { defineAction } from '../src/catalogue/define-action.ts';

/** Says how many machines of the tenant communicated with an IP address, and since when. None is a prevalence of 0. */
export default defineAction('get-ip-statistics', ({ params, defender }) =>
  defender.ipStatistics(params.ipAddress, params.lookBackHours),
);
