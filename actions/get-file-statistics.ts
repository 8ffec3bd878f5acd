import { defineAction } from '../src/catalogue/define-action.ts';
import { fileStatistics } from '../src/defender/statistics/read.ts';

/** Says how common a file is, in the tenant and worldwide. A file that Defender does not know is `not_found`. */
export default defineAction('get-file-statistics', ({ params, defender }) =>
  fileStatistics(defender, params.fileHash, params.lookBackHours),
);
