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

/** Operators whose list of values may be a table, or a function's. */
const listed = ['in', 'has_any', 'has_all'];

/** A literal by its type, as in datetime(2026-11-01). https://learn.microsoft.com/kusto/query/scalar-data-types */
const typed = /^(?:bool|boolean|date|datetime|decimal|double|dynamic|guid|int|long|real|time|timespan|uniqueid|uuid)$/;
const number = /^[+-]?\d[\w.]*(?:(?<=[eE])[+-]\d+)?$/;

/** Returns the tokens inside the brackets that open at an index; undefined if they do not close. */
function inBrackets(tokens: readonly Token[], open: number): Token[] | undefined {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] as Token;
    if (kind === 'mark' && '([{'.includes(text)) depth += 1;
    if (kind === 'mark' && ')]}'.includes(text)) depth -= 1;
    if (depth === 0) return tokens.slice(open + 1, at);
  }
  return undefined;
}

/** Whether an item of a list is a literal, which no table's or function's rows can come from. */
function isLiteral(item: readonly Token[]): boolean {
  const [first, second] = item;
  if (first === undefined) return false;
  if (item.every(({ kind }) => kind === 'string')) return true;
  if (item.length === 1 && /^(?:true|false|null)$/i.test(first.text)) return true;
  if (first.kind === 'name')
    return typed.test(first.text) && second?.text === '(' && inBrackets(item, 1)?.length === item.length - 3;
  return item.every(({ kind }) => kind !== 'string') && number.test(item.map(({ text }) => text).join(''));
}

/** Describes the source of the values after `in` and similar operators, unless all are literals. */
function sourceOfList(tokens: readonly Token[], index: number): string | undefined {
  const { kind, text } = tokens[index] as Token;
  if (kind !== 'name' || !listed.includes(text)) return undefined;
  const open = tokens[index + 1]?.text === '~' ? index + 2 : index + 1;
  const list = tokens[open]?.text === '(' ? inBrackets(tokens, open) : undefined;
  if (list === undefined) return tokens[open]?.text ?? 'nothing';
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of list) {
    if (token.kind === 'mark' && '([{'.includes(token.text)) depth += 1;
    if (token.kind === 'mark' && ')]}'.includes(token.text)) depth -= 1;
    if (depth === 0 && token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  const other = items.find((item) => !isLiteral(item));
  // A subquery is recognised by its operators, and named as one.
  if (other?.some(({ text: part }) => part === '|')) return undefined;
  return other && `(${other.map(({ text: part }) => part).join('')})`;
}

/** Returns why a query is not a single table with operators that read nothing else; undefined if it is. */
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
    const source = sourceOfList(tokens, index);
    if (source !== undefined) return `${text} in it takes its values from ${source}`;
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
