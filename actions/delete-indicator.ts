import { defineAction } from '../src/catalogue/define-action.ts';
import { deleteIndicators, dryRunBatchDelete } from '../src/defender/indicators/bulk.ts';
import { deleteIndicator } from '../src/defender/indicators/indicators.ts';
import { valueKey } from '../src/defender/indicators/rules.ts';

/**
 * Deletes an indicator, named by id or by value. A value that several indicators have is refused, with their ids. A batch
 * deletes up to 500 in one call.
 */
export default defineAction('delete-indicator', ({ params, defender }) => deleteIndicator(defender, params), {
  bulk: {
    // By value alone: with and without its type it may be the same one.
    key: ({ indicatorId, indicatorValue = '' }) => indicatorId ?? valueKey(indicatorValue),
    run: (params, defender) => deleteIndicators(defender, params),
    dryRun: (params, defender) => dryRunBatchDelete(defender, params),
  },
});
