import { defineAction } from '../src/catalogue/define-action.ts';
import { deleteIndicators, dryRunBatchDelete, mostInCall } from '../src/defender/indicators/bulk.ts';
import { valueKey } from '../src/defender/indicators/rules.ts';
import { deleteIndicator } from '../src/defender/indicators/write.ts';

export default defineAction('delete-indicator', ({ params, defender }) => deleteIndicator(defender, params), {
  bulk: {
    most: mostInCall,
    // Without the type: a value with and without its type may name the same indicator.
    key: ({ indicatorId, indicatorValue = '' }) => indicatorId ?? valueKey(indicatorValue),
    run: (params, defender) => deleteIndicators(defender, params),
    dryRun: (params, defender) => dryRunBatchDelete(defender, params),
  },
});
