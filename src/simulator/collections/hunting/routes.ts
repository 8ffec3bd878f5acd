import { readQuery } from '../../kql/query.ts';
import { readSpan, type Span, within } from '../../kql/timespan.ts';
import { type Column, jsonOf, type Relation, type Row, wireTypes } from '../../kql/values.ts';
import { refuseOptions } from '../../odata/options.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { jsonText, type Reply } from '../../wire/exchange.ts';
import type { Call, Route } from '../../wire/route.ts';
import { graphRowWriter, graphTypes } from './graph-rows.ts';
import { huntingOf } from './store.ts';

/** Largest results of the services. https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
const mostRows = 100_000;
const mostBytes = 50 * 1024 * 1024;

/** Advanced hunting, over the same tables on both APIs. */
export const huntingRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/advancedqueries/run', roles: ['AdvancedQuery.Read.All'], handle: runOnEndpoint },
  { method: 'POST', path: '/v1.0/security/runHuntingQuery', roles: ['ThreatHunting.Read.All'], handle: runOnGraph },
];

/** At most 100,000 rows are returned; a result above 50 MB is 400. https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
function runOnEndpoint({ exchange, tenant }: Call): Reply {
  refuseOptions(exchange.query);
  const { Query } = readBody(exchange, { required: { Query: 'string' } });
  const result = resultOf(String(Query), tenant);
  const { columns } = result;
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const rows = rowTexts(
    result,
    (row) => `{${columns.map(({ type }, index) => `${names[index]}${jsonOf(row[index] ?? null, type)}`).join(',')}}`,
  );
  if (rows === undefined) {
    throw new ServiceError('BadRequest', 'Query execution has exceeded the allowed result size. Optimize your query.');
  }
  const schema = columns.map(({ name, type }) => ({ Name: name, Type: wireTypes[type] }));
  const stats = JSON.stringify(statsOf(result));
  return jsonText(200, `{"Stats":${stats},"Schema":${JSON.stringify(schema)},"Results":[${rows}]}`);
}

/** The resources that a query used, as in https://learn.microsoft.com/defender-xdr/api-advanced-hunting. */
const statsOf = ({ rows }: Result): object => ({
  ExecutionTime: 0.0156,
  resource_usage: {
    cache: { memory: { hits: 1, misses: 0, total: 1 }, disk: { hits: 0, misses: 0, total: 0 } },
    cpu: { user: '00:00:00.0156250', kernel: '00:00:00', 'total cpu': '00:00:00.0156250' },
    memory: { peak_per_node: 16_384 },
  },
  dataset_statistics: [{ table_row_count: rows.length, table_size: 0 }],
});

/**
 * The same on Graph, where a result above 50 MB is an error without a reason. Of the page's two samples, the one with a
 * timespan has its keys in camel case.
 *
 * https://learn.microsoft.com/graph/api/security-security-runhuntingquery
 */
function runOnGraph({ exchange, tenant }: Call): Reply {
  const optional = { timespan: 'string', workspaceId: 'string' } as const;
  const { query, timespan } = readBody(exchange, { required: { query: 'string' }, optional, anyCase: true });
  const span = spanOf(timespan, tenant.now());
  const result = resultOf(String(query), tenant, span);
  const rows = rowTexts(result, graphRowWriter(result.columns, span !== undefined));
  if (rows === undefined) throw new ServiceError('InternalServerError', '');
  const schema = result.columns.map(({ name, type }) => ({ name, type: graphTypes[type] ?? wireTypes[type] }));
  const context = `${exchange.origin}/v1.0/$metadata#microsoft.graph.security.huntingQueryResults`;
  return jsonText(200, `{"@odata.context":"${context}","schema":${JSON.stringify(schema)},"results":[${rows}]}`);
}

function spanOf(timespan: unknown, now: number): Span | undefined {
  if (timespan === undefined || timespan === null || timespan === '') return undefined;
  const span = readSpan(String(timespan), now);
  if (span === undefined) throw new ServiceError('BadRequest', `The timespan '${timespan}' is not valid.`);
  return span;
}

interface Result {
  columns: readonly Column[];
  rows: readonly Row[];
}

function resultOf(query: string, tenant: Tenant, span?: Span): Result {
  const find = (name: string): Relation | undefined => {
    const table = huntingOf(tenant).find(name);
    return table !== undefined && span !== undefined ? within(table, span) : table;
  };
  const { columns, rows } = readQuery(query, find, wireTime(tenant.now()));
  return { columns, rows: rows().slice(0, mostRows) };
}

/** Rows as JSON, separated by commas; undefined if they are too large together. */
function rowTexts({ rows }: Result, write: (row: Row, index: number) => string): string | undefined {
  const texts = rows.map(write);
  return texts.reduce((sum, text) => sum + text.length, 0) > mostBytes ? undefined : texts.join(',');
}
