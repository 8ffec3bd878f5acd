import { defineAction } from '../src/catalogue/define-action.ts';
import { fileStatistics } from '../src/defender/statistics/read.ts';

export default defineAction('get-file-statistics', ({ params, defender }) =>
  fileStatistics(defender, params.fileHash, params.lookBackHours),
);
