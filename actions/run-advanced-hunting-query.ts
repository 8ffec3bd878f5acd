import { defineAction } from '../src/catalogue/define-action.ts';
import { readTimespan } from '../src/defender/hunting/timespan.ts';

/**
 * Runs a query over the last 30 days, or over `timespan`, on Microsoft Graph or the Defender endpoint: the result is the
 * same. Rows are cut here, to `maxRows`; the query is sent as it is.
 */
export default defineAction('run-advanced-hunting-query', ({ params, defender }) => defender.hunt(params), {
  check: ({ timespan }, now) =>
    typeof timespan !== 'string' || readTimespan(timespan, now) ? [] : [{ path: 'timespan', message: noTimespan }],
});

const noTimespan =
  'must be an ISO 8601 duration back from now, or an interval that ends after it starts: P7D, 2026-11-01/P7D, 2026-11-01T08:00:00Z/2026-11-02T08:00:00Z';
