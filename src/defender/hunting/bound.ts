import { SoarError } from '../../errors.ts';
import type { Timespan } from './timespan.ts';

/**
 * Tables of the Defender endpoint, which all have a Timestamp.
 * https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables
 */
const tables = new Set([
  'AlertEvidence',
  'AlertInfo',
  'DeviceEvents',
  'DeviceFileCertificateInfo',
  'DeviceFileEvents',
  'DeviceImageLoadEvents',
  'DeviceInfo',
  'DeviceLogonEvents',
  'DeviceNetworkEvents',
  'DeviceNetworkInfo',
  'DeviceProcessEvents',
  'DeviceRegistryEvents',
]);

/** Operators that read nothing but what is before them. https://learn.microsoft.com/kusto/query/tabular-operators */
const operators = new Set([
  ...['count', 'distinct', 'extend', 'filter', 'limit', 'mv-expand', 'order', 'parse', 'parse-where', 'project'],
  ...['project-away', 'project-keep', 'project-rename', 'project-reorder', 'sample', 'serialize', 'sort', 'summarize'],
  ...['take', 'top', 'where'],
]);

/** Functions that bring rows of their own. */
const sources = new Set([
  ...['adx', 'app', 'arg', 'cluster', 'database', 'datatable', 'external_table', 'externaldata', 'materialize'],
  ...['materialized_view', 'table', 'toscalar', 'workspace'],
]);

interface Token {
  kind: 'string' | 'name' | 'mark';
  text: string;
  end: number;
}

/** Between words: space, and comments to the end of their line. */
const space = /(?:\s|\/\/[^\n]*)+/y;
/** https://learn.microsoft.com/kusto/query/scalar-data-types/string */
const string =
  /[hH]?(?:@"(?:[^"]|"")*"|@'(?:[^']|'')*'|```[\s\S]*?```|~~~[\s\S]*?~~~|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
/** Names, and the operators whose names hold a hyphen. */
const name = /(?:project|mv|parse|make|top|sample|graph)-[a-z]+|[A-Za-z_]\w*/y;

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < query.length; ) {
    const take = (pattern: RegExp): string | undefined => {
      pattern.lastIndex = at;
      return pattern.exec(query)?.[0];
    };
    const gap = take(space);
    if (gap !== undefined) {
      at += gap.length;
      continue;
    }
    const literal = take(string);
    const word = literal === undefined ? take(name) : undefined;
    const text = literal ?? word ?? query.charAt(at);
    at += text.length;
    tokens.push({ kind: literal !== undefined ? 'string' : word !== undefined ? 'name' : 'mark', text, end: at });
  }
  return tokens;
}

/** Whether a list of values is given by one name, which may be another table's. */
const isNamedList = (tokens: readonly Token[], index: number): boolean => {
  const open = tokens[index + 1]?.text === '~' ? index + 2 : index + 1;
  const named = tokens[open + 1]?.kind === 'name' && tokens[open + 2]?.text === ')';
  return ['in', 'has_any', 'has_all'].includes(tokens[index]?.text ?? '') && tokens[open]?.text === '(' && named;
};

/** What keeps a query from being one table and operators that read nothing else; undefined where nothing does. */
function obstacle(tokens: readonly Token[]): string | undefined {
  const [table, next] = tokens;
  if (table?.kind !== 'name' || !tables.has(table.text))
    return `it does not begin with a table of the Defender endpoint (it begins with ${table?.text ?? 'nothing'})`;
  if (next !== undefined && next.text !== '|' && next.text !== ';')
    return `${next.text} stands behind the name of its table`;
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    const following = tokens[index + 1];
    if (kind === 'string' || index === 0) continue;
    if (/["'`]/.test(text)) return 'a text in it does not end';
    if ('([{'.includes(text)) depth += 1;
    if (')]}'.includes(text)) depth -= 1;
    if (text === '|' && depth > 0) return 'it holds a subquery';
    if (text === '|' && !operators.has(following?.text ?? ''))
      return `its operator ${following?.text ?? ''} may read other tables`;
    if (text === ';' && following !== undefined) return 'it has several statements';
    if (kind === 'name' && tables.has(text)) return `it names the table ${text} once more`;
    if (kind === 'name' && sources.has(text) && following?.text === '(') return `${text}() in it may read other tables`;
    if (isNamedList(tokens, index))
      return `${text} in it takes its values from ${following?.text}${tokens[index + 2]?.text}`;
  }
  return undefined;
}

/** The condition of a time span. Back from now is counted by the service's clock, as Graph does. */
function condition(timespan: Timespan): string {
  if ('back' in timespan) return `Timestamp >= ago(${timespan.back}ms) and Timestamp <= now()`;
  const time = (at: number) => `datetime(${new Date(at).toISOString()})`;
  return `Timestamp >= ${time(timespan.from)} and Timestamp <= ${timespan.to === undefined ? 'now()' : time(timespan.to)}`;
}

/**
 * Bounds a query for the Defender endpoint, which knows no time span: by one condition right behind the name of its table,
 * before anything is done with the rows. That is what Graph's time span means where the query is one table and operators
 * that read nothing else. Every other query is refused with `invalid_params`: nothing is edited inside of it.
 */
export function boundQuery(query: string, timespan: Timespan): { query: string; bound: string } {
  const tokens = tokenize(query);
  const reason = obstacle(tokens);
  if (reason !== undefined) throw refusal(reason);
  const at = tokens[0]?.end ?? 0;
  const bound = ` | where ${condition(timespan)}`;
  return { query: `${query.slice(0, at)}${bound}${query.slice(at)}`, bound };
}

function refusal(reason: string): SoarError {
  const message = `cannot be applied to this query on the Defender endpoint: ${reason}`;
  return new SoarError('invalid_params', `the params were refused, the query was not sent: timespan: ${message}`, {
    hint: 'Bound the query itself, as in "| where Timestamp > ago(7d)", or let it run on Microsoft Graph, which takes a time span.',
    details: [{ path: 'timespan', message }],
  });
}
