import { defineAction } from '../src/runner/define-action.ts';

/** Runs a query over the last 30 days. Rows are cut here, to `maxRows`; the query is sent as it is. */
export default defineAction(
  'run-advanced-hunting-query',
  ({ params, defender }) => defender.hunt(params.query, params.maxRows),
  { check: ({ timespan }) => (timespan === undefined ? [] : [{ path: 'timespan', message: noTimespan }]) },
);

const noTimespan =
  'is not available on the Defender endpoint: bound the query itself, as in "| where Timestamp > ago(7d)"';
