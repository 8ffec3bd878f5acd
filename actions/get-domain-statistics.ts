import { defineAction } from '../src/catalogue/define-action.ts';
import { domainStatistics } from '../src/defender/statistics/read.ts';

export default defineAction('get-domain-statistics', ({ params, defender }) =>
  domainStatistics(defender, params.domain, params.lookBackHours),
);
