import { defineAction } from '../src/catalogue/define-action.ts';
import { getInvestigation } from '../src/defender/investigations/read.ts';

export default defineAction('get-investigation', ({ params, defender }) =>
  getInvestigation(defender, params.investigationId),
);
