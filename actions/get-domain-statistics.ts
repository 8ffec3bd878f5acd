import { defineAction } from '../src/catalogue/define-action.ts';

/** Says how many machines of the tenant communicated with a domain, and since when. None is a prevalence of 0. */
export default defineAction('get-domain-statistics', ({ params, defender }) =>
  defender.domainStatistics(params.domain, params.lookBackHours),
);
