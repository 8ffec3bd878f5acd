import type { Description, Entry, JsonSchema } from '../../catalogue/schema.ts';
import { stringifyLossless } from '../../json/lossless.ts';
import type { List } from './rows.ts';

/** A column of a result: its heading, and the way to its value. */
export interface Column {
  label: string;
  path: readonly string[];
}

/** Hunting returns the names of a query's columns before its rows, which have no fixed ones. */
function queryColumns(head: Record<string, unknown>): Column[] | undefined {
  const schema = head.schema as { name: string }[] | undefined;
  return schema?.map(({ name }) => ({ label: name, path: [name] }));
}

/** Rewrites a path of the manifest, such as `value[].id`, as the path within a row. */
const withinRow = (path: string): string[] =>
  path
    .replace(/^\w*\[\]\.(?=.)/, '')
    .split(/\[\]\.?|\./)
    .filter(Boolean);

/** Lists the leaves of a schema as columns, each with its dotted path; a list in a row is one leaf. */
const leafColumns = ({ properties = {} }: JsonSchema, prefix: readonly string[] = []): Column[] =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const path = [...prefix, name];
    return schema.properties ? leafColumns(schema, path) : [{ label: path.join('.'), path }];
  });

/** Returns every declared leaf of a list's rows, or of the one object, as columns, or the columns of a query. */
export function everyColumn({ result }: Description, list: List | undefined): Column[] {
  const rows = list?.key === undefined ? result.items : result.properties?.[list.key]?.items;
  return queryColumns(list?.head ?? {}) ?? leafColumns((list && rows) ?? result);
}

/** Returns what is at a path; a list on the way gives a list. */
function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => at(item, [name, ...rest])).filter((item) => item !== undefined);
  return typeof value === 'object' ? at((value as Record<string, unknown>)[name], rest) : undefined;
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Returns the number in a column; undefined for anything else. */
export function numberAt(row: unknown, { path }: Column): number | bigint | undefined {
  const value = at(row, path);
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

/** Writes the value of a column as text: scalars of a list separated by `separator`, anything else nested as JSON. */
export function cellText(row: unknown, { path }: Column, separator: string): string {
  const value = at(row, path);
  if (value === null || value === undefined) return '';
  if (isScalar(value)) return String(value);
  if (Array.isArray(value) && value.every(isScalar)) return value.join(separator);
  return stringifyLossless(value);
}

/** Keeps the columns of the fields that the params select, separated by commas, in that order; without any, all. */
export function selected(columns: Column[], select: string): Column[] {
  const fields = select.split(',').map((field) => field.trim());
  const kept = fields.flatMap((field) => columns.filter(({ path }) => path[0] === field));
  return kept.length === 0 ? columns : kept;
}

/** Returns the columns of a list that a table shows: those of its query, those that the params select, or the manifest's. */
export function shownColumns({ table }: Entry, description: Description, list: List, select: string): Column[] {
  if (select !== '') return selected(everyColumn(description, list), select);
  return queryColumns(list.head) ?? table.map(({ label, path }) => ({ label, path: withinRow(path) }));
}
