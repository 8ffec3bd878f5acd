import { defineAction } from '../src/catalogue/define-action.ts';
import { mostInCall } from '../src/defender/indicators/bulk.ts';
import { dryRunImport, importIndicators } from '../src/defender/indicators/import.ts';
import { valueKey } from '../src/defender/indicators/rules.ts';
import { submitIndicator } from '../src/defender/indicators/write.ts';

export default defineAction('submit-indicator', ({ params, defender }) => submitIndicator(defender, params), {
  bulk: {
    most: mostInCall,
    key: ({ indicatorValue }) => valueKey(indicatorValue),
    run: (params, defender) => importIndicators(defender, params),
    dryRun: (params, defender) => dryRunImport(defender, params),
  },
});
