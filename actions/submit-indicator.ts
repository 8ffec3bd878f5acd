import { defineAction } from '../src/catalogue/define-action.ts';
import { indicatorFaults, valueKey } from '../src/defender/indicators/rules.ts';

/**
 * Creates an indicator, or updates the one of the same value and type. What Defender would refuse, or take and never
 * match, is refused before it is sent. A batch imports up to 500 in one call.
 */
export default defineAction('submit-indicator', ({ params, defender }) => defender.submitIndicator(params), {
  check: indicatorFaults,
  bulk: {
    key: ({ indicatorValue }) => valueKey(indicatorValue),
    run: (params, defender) => defender.importIndicators(params),
    dryRun: (params, defender) => defender.dryRunImport(params),
  },
});
