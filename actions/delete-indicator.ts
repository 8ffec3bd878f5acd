import { defineAction } from '../src/runner/define-action.ts';

/**
 * Deletes an indicator, named by id or by value. A value that several indicators have is refused, with their ids. A batch
 * deletes up to 500 in one call.
 */
export default defineAction('delete-indicator', ({ params, defender }) => defender.deleteIndicator(params), {
  bulk: {
    key: ({ indicatorId, indicatorValue, indicatorType }) =>
      indicatorId ?? `${indicatorType ?? ''} ${indicatorValue?.toLowerCase()}`,
    run: (params, defender) => defender.deleteIndicators(params),
  },
});
