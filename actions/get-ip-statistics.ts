import { defineAction } from '../src/catalogue/define-action.ts';
import { ipStatistics } from '../src/defender/statistics/read.ts';

/** Says how many machines of the tenant communicated with an IP address, and since when. None is a prevalence of 0. */
export default defineAction('get-ip-statistics', ({ params, defender }) =>
  ipStatistics(defender, params.ipAddress, params.lookBackHours),
);
