import { defineAction } from '../src/catalogue/define-action.ts';
import { domainStatistics } from '../src/defender/statistics/read.ts';

/** Says how many machines of the tenant communicated with a domain, and since when. None is a prevalence of 0. */
export default defineAction('get-domain-statistics', ({ params, defender }) =>
  domainStatistics(defender, params.domain, params.lookBackHours),
);
