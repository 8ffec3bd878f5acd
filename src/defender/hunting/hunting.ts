import type { Backend } from '../../cloud/hunting-api.ts';
import { SoarError } from '../../errors.ts';
import type { RunAdvancedHuntingQueryParams } from '../../generated/types.ts';
import { gunzip, mostBytes } from '../../http/body.ts';
import { type Call, nameOf } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import type { RowStream } from '../../result.ts';
import type { DefenderContext } from '../context.ts';
import { type Answer, readAnswer } from './answer.ts';
import { boundQuery } from './bound.ts';
import { chooseBackend } from './choice.ts';
import { explainFailure, notGraphs } from './failures.ts';
import { readTimespan } from './timespan.ts';
import { rowObject, rowWriter } from './values.ts';

/**
 * Rows that the services give out at most; they leave out the rest without a word. What is larger than their 50 MB they
 * refuse as a whole. https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api,
 * https://learn.microsoft.com/graph/api/resources/security-api-overview
 */
const mostRows = 100_000;

/** A query and how far back it looks. */
type Query = Pick<RunAdvancedHuntingQueryParams, 'query' | 'timespan'>;

/** What the two APIs share: seconds that a query may take, 200 by the service's limit, and a little for its way. */
const shared = (backend: Backend) => ({
  method: 'POST' as const,
  attemptSeconds: 210,
  mostBytes: mostBytes.hunting,
  contentType: 'application/json; charset=utf-8',
  explain: explainFailure(backend),
});

/** POST /v1.0/security/runHuntingQuery: https://learn.microsoft.com/graph/api/security-security-runhuntingquery */
const graphCall = ({ query, timespan }: Query): Call => ({
  ...shared('graph'),
  path: '/v1.0/security/runHuntingQuery',
  body: { Query: query, ...(timespan !== undefined && { Timespan: timespan }) },
});

/** POST /api/advancedqueries/run: https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
function defenderCall({ query, timespan }: Query, now: number): Call {
  const call: Call = { ...shared('defender'), path: '/api/advancedqueries/run' };
  const span = timespan === undefined ? undefined : readTimespan(timespan, now);
  if (span === undefined) return { ...call, body: { Query: query } };
  const bounded = boundQuery(query, span);
  const note = `Positions count what timespan put behind the table's name:${bounded.bound}`;
  return {
    ...call,
    body: { Query: bounded.query },
    explain(error, failure) {
      const explained = explainFailure('defender')(error, failure);
      return explained.code === 'rejected' ? explained.with({ hint: `${explained.fields.hint} ${note}` }) : explained;
    },
  };
}

/** Runs a query on one of the APIs. */
async function runOn(backend: Backend, context: DefenderContext, query: Query): Promise<Answer> {
  const { hunting, clock } = context;
  const call = backend === 'graph' ? graphCall(query) : defenderCall(query, clock.now());
  const { http } = backend === 'graph' ? await hunting.graph() : hunting.defender;
  const { chunks, status } = await http.readRaw(call);
  const refuse = (what: string, cause?: unknown) =>
    unexpected(nameOf(call), `${status} and ${what}`, {
      status,
      cause,
      ...(backend === 'graph' && { hint: notGraphs }),
    });
  return readAnswer(gunzip(chunks, mostBytes.hunting), refuse);
}

/** Runs a query on the API that the resource and its grants choose. */
async function run(context: DefenderContext, query: Query): Promise<Answer> {
  const backend = await chooseBackend(context);
  try {
    return await runOn(backend, context, query);
  } catch (error) {
    const mayHaveChanged = error instanceof SoarError && error.code === 'permission_denied' && backend === 'graph';
    if (!mayHaveChanged) throw error;
    // The token was renewed on the way: without the grant it had, the choice is another one.
    const other = await chooseBackend(context);
    if (other === backend) throw error;
    return runOn(other, context, query);
  }
}

/** Rows of a short answer, as objects. */
export async function huntRows(context: DefenderContext, query: string): Promise<Record<string, unknown>[]> {
  const { columns, pages } = await run(context, { query });
  const rows: Record<string, unknown>[] = [];
  for await (const page of pages) rows.push(...page.map((row) => rowObject(columns, row)));
  return rows;
}

/** One row of one table: a harmless query that shows whether an API lets us hunt. */
export async function probe(backend: Backend, context: DefenderContext): Promise<void> {
  await runOn(backend, context, { query: 'DeviceInfo | take 1' });
}

/**
 * A query's result, row by row, cut to `maxRows` here and never by editing the query. As many rows as the
 * services give out count as cut: the rest is left out without a word.
 */
export async function hunt(
  context: DefenderContext,
  { query, timespan, maxRows = mostRows }: RunAdvancedHuntingQueryParams,
): Promise<RowStream> {
  const { columns, pages } = await run(context, { query, ...(timespan !== undefined && { timespan }) });
  const write = rowWriter(columns);
  let count = 0;
  let truncated = false;
  async function* cut(): AsyncGenerator<string> {
    for await (const page of pages) {
      const rows = page.slice(0, maxRows - count);
      count += rows.length;
      truncated ||= rows.length < page.length || count >= mostRows;
      yield rows.map(write).join(',');
      if (rows.length < page.length) return;
    }
  }
  return {
    head: { schema: columns },
    key: 'results',
    pages: cut(),
    tail: () => ({ count, truncated }),
  };
}
