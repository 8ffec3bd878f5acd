import { defineAction } from '../src/catalogue/define-action.ts';
import { ipStatistics } from '../src/defender/statistics/read.ts';

export default defineAction('get-ip-statistics', ({ params, defender }) =>
  ipStatistics(defender, params.ipAddress, params.lookBackHours),
);
