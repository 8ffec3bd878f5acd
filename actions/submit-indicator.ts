import { defineAction } from '../src/catalogue/define-action.ts';
import { mostInCall } from '../src/defender/indicators/bulk.ts';
import { valueKey } from '../src/defender/indicators/rules.ts';
import { dryRunLine, submit, submitBatch } from '../src/defender/indicators/submit.ts';

export default defineAction('submit-indicator', ({ params, defender }) => submit(defender, params), {
  bulk: {
    most: mostInCall,
    key: ({ indicatorValue = '' }) => valueKey(indicatorValue),
    run: (params, defender) => submitBatch(defender, params),
    dryRun: (params, defender) => dryRunLine(defender, params),
  },
});
