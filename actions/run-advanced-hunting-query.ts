import { defineAction } from '../src/catalogue/define-action.ts';
import { hunt } from '../src/defender/hunting/hunting.ts';

/**
 * Runs a query over the last 30 days, or over `timespan`, on Microsoft Graph or the Defender endpoint: the result is the
 * same. Rows are cut here, to `maxRows`; the query is sent as it is.
 */
export default defineAction('run-advanced-hunting-query', ({ params, defender }) => hunt(defender, params));
