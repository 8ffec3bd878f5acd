import { defineAction } from '../src/catalogue/define-action.ts';
import { valueKey } from '../src/defender/indicators/rules.ts';

/**
 * Deletes an indicator, named by id or by value. A value that several indicators have is refused, with their ids. A batch
 * deletes up to 500 in one call.
 */
export default defineAction('delete-indicator', ({ params, defender }) => defender.deleteIndicator(params), {
  bulk: {
    // By value alone: with and without its type it may be the same one.
    key: ({ indicatorId, indicatorValue = '' }) => indicatorId ?? valueKey(indicatorValue),
    run: (params, defender) => defender.deleteIndicators(params),
    dryRun: (params, defender) => defender.dryRunBatchDelete(params),
  },
});
