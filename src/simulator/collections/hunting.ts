import { readBody } from '../http/body.ts';
import { ServiceError } from '../http/errors.ts';
import { jsonText, type Reply } from '../http/exchange.ts';
import type { Call, Route } from '../http/route.ts';
import { readQuery } from '../kql/query.ts';
import { jsonOf, WIRE_TYPES } from '../kql/values.ts';
import { refuseOptions } from '../odata/options.ts';
import { wireTime } from '../time.ts';

/** What the service cuts results to. https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
const MOST_ROWS = 100_000;
const MOST_BYTES = 50 * 1024 * 1024;

/** Advanced hunting. */
export const huntingRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/advancedqueries/run', roles: ['AdvancedQuery.Read.All'], handle: runQuery },
];

/** Rows beyond 100,000 are cut, a result beyond 50 MB is 400. https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
function runQuery({ exchange, tenant }: Call): Reply {
  refuseOptions(exchange.query);
  const { Query } = readBody(exchange, { required: { Query: 'string' } });
  const result = readQuery(String(Query), (name) => tenant.hunting.find(name), wireTime(tenant.now()));
  const { columns } = result;
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const rows = result
    .rows()
    .slice(0, MOST_ROWS)
    .map(
      (row) => `{${columns.map(({ type }, index) => `${names[index]}${jsonOf(row[index] ?? null, type)}`).join(',')}}`,
    );
  const size = rows.reduce((sum, row) => sum + row.length, 0);
  if (size > MOST_BYTES) {
    throw new ServiceError('BadRequest', 'Query execution has exceeded the allowed result size. Optimize your query.');
  }
  const schema = columns.map(({ name, type }) => ({ Name: name, Type: WIRE_TYPES[type] }));
  return jsonText(200, `{"Schema":${JSON.stringify(schema)},"Results":[${rows.join(',')}]}`);
}
