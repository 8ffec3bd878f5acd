import { defineAction } from '../src/catalogue/define-action.ts';
import { getInvestigation } from '../src/defender/investigations/investigations.ts';

/** Reads one automated investigation, named by its own id or by that of the alert that started it. */
export default defineAction('get-investigation', ({ params, defender }) =>
  getInvestigation(defender, params.investigationId),
);
