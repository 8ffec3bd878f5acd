import { isInteger, isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import { unexpected } from '../http/classify.ts';
import { type Call, nameOf } from '../http/http.ts';
import type { DefenderContext } from './context.ts';
import type { RowStream } from './row-stream.ts';
import { textOf } from './text.ts';

/** Rows that the service returns at most: https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
const serviceRows = 100_000;

/** Seconds a query may take, and a little for its way: the service's own limit is 200. */
const attemptSeconds = 210;

/** A column of a result. */
export interface Column {
  name: string;
  type: string;
}

type Row = Record<string, unknown>;

/** Integers beyond 2^53 stay text inside, so that no digit is lost. */
const readNumber = (text: string): unknown =>
  isInteger(text) && !isSafeNumber(text) ? new LosslessNumber(text) : Number(text);

const parseLossless = (text: string): unknown => parse(text, null, readNumber);

/** A member whose name the two APIs write in different letter case. */
const member = (object: Row, name: string): unknown =>
  object[name] ?? object[name.charAt(0).toUpperCase() + name.slice(1)];

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

function readColumns(schema: Row[]): Column[] {
  return schema.map((column) => {
    const type = textOf(member(column, 'type'));
    return { name: textOf(member(column, 'name')), type: type === 'SByte' ? 'Boolean' : type };
  });
}

/** Booleans come as 0 and 1 from one of the APIs. */
function readRow(row: Row, booleans: readonly string[]): Row {
  if (!booleans.some((name) => typeof row[name] === 'number')) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      booleans.includes(name) && typeof value === 'number' ? value !== 0 : value,
    ]),
  );
}

/** POST /api/advancedqueries/run: https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api */
export const huntingCall = (query: string): Call => ({
  method: 'POST',
  path: '/api/advancedqueries/run',
  body: { Query: query },
  attemptSeconds,
  parse: parseLossless,
});

/** Runs a query. */
export async function runQuery(
  { http }: DefenderContext,
  query: string,
): Promise<{ schema: Column[]; results: Row[] }> {
  const call = huntingCall(query);
  const { json, status } = await http.read(call);
  const schema = member(json, 'schema');
  const results = member(json, 'results');
  if (!Array.isArray(schema) || !Array.isArray(results) || !schema.every(isRow) || !results.every(isRow))
    throw unexpected(nameOf(call), `${status} and no schema or results`, { status });
  const columns = readColumns(schema);
  const booleans = columns.filter(({ type }) => type === 'Boolean').map(({ name }) => name);
  return { schema: columns, results: results.map((row) => readRow(row, booleans)) };
}

/** A query's result, cut to `maxRows` here and never by editing the query. */
export async function hunt(context: DefenderContext, query: string, maxRows = serviceRows): Promise<RowStream> {
  const { schema, results } = await runQuery(context, query);
  const rows = results.slice(0, maxRows);
  const truncated = rows.length < results.length || results.length >= serviceRows;
  async function* pages(): AsyncGenerator<Row[]> {
    yield rows;
  }
  return {
    head: { schema },
    key: 'results',
    columns: schema.map(({ name }) => name),
    pages: pages(),
    tail: () => ({ count: rows.length, truncated }),
    stringify: (row) => stringify(row) ?? 'null',
  };
}
