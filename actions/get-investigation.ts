import { defineAction } from '../src/catalogue/define-action.ts';

/** Reads one automated investigation, named by its own id or by that of the alert that started it. */
export default defineAction('get-investigation', ({ params, defender }) =>
  defender.getInvestigation(params.investigationId),
);
