import { normalTime } from '../tenant/time.ts';
import { ServiceError } from '../wire/errors.ts';

/** Column and expression types of the query language. */
export type Type = 'string' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';

/**
 * A value of one of the types: texts unchanged, `long` as bigint so that no digit is lost, `real` as number, `datetime`
 * in the wire form, `timespan` as a bigint of ticks (100 ns), `dynamic` as a list, a bag, or one of the others.
 */
export type Value = string | bigint | number | boolean | Value[] | Bag | null;

/** A property bag of the dynamic type. */
export interface Bag {
  readonly [name: string]: Value;
}

/** Whether a value is a property bag. */
export const isBag = (value: Value): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values in the order of the relation's columns. */
export type Row = readonly Value[];

/** One column of a table or result. */
export interface Column {
  name: string;
  type: Type;
}

/** A table or an intermediate result. Rows are computed when they are read. */
export interface Relation {
  columns: readonly Column[];
  rows: () => readonly Row[];
}

/** Type names as the Endpoint API's `Schema` spells them. */
export const wireTypes: Record<Type, string> = {
  string: 'String',
  long: 'Int64',
  real: 'Double',
  bool: 'Boolean',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  dynamic: 'Object',
};

/** Ticks in a millisecond. */
export const ticksPerMs = 10_000n;

/** The error for a query that cannot be run, with the position at which it fails. */
export const queryError = (problem: string, at: number): ServiceError =>
  new ServiceError('BadRequest', `The query could not be run: ${problem}, at position ${at}.`);

/** The error for a query that cannot be parsed: it is wrong, or outside the subset of Kusto that is simulated. */
export const unreadable = (problem: string, at: number): ServiceError =>
  queryError(`${problem}: a syntax error, or Kusto beyond the subset that is simulated`, at);

/** Ticks since 1970 of a moment in the wire form. */
export const ticksOf = (time: string): bigint =>
  BigInt(Date.parse(`${time.slice(0, 23)}Z`)) * ticksPerMs + BigInt(time.slice(23, 27));

const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59Z');

/** The moment that is this many ticks after 1970, in the wire form; the language's first or last moment beyond its range. */
export function timeOf(ticks: bigint): string {
  const rest = ((ticks % ticksPerMs) + ticksPerMs) % ticksPerMs;
  const ms = (ticks - rest) / ticksPerMs;
  const inRange = Math.min(lastMs, Math.max(firstMs, Number(ms)));
  return `${new Date(inRange).toISOString().slice(0, 23)}${String(rest).padStart(4, '0')}Z`;
}

/** Orders two values of one type; null before everything. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A key that is the same only for equal values, for groups and sets. */
export function keyOf(value: Value): string {
  if (isBag(value)) return keyOf(Object.entries(value).map(([name, held]) => [name, held]));
  return `${typeof value} ${Array.isArray(value) ? value.map(keyOf).join('\u0001') : String(value)}`;
}

/** Converts a JSON value to a column's type; undefined if it does not fit. */
export function readValue(type: Type, value: unknown): Value | undefined {
  if (value === null) return null;
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'datetime':
      return typeof value === 'string' ? normalTime(value) : undefined;
    case 'real':
      return typeof value === 'number' ? value : undefined;
    case 'long': {
      // Beyond 2^53 a JSON number has lost digits already, so such values may be given as text.
      if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) return BigInt(value);
      return Number.isSafeInteger(value) ? BigInt(Number(value)) : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * A value of a type as JSON text: long integers with every digit, timespans as `[d.]hh:mm:ss[.fffffff]`. A missing text is
 * empty, because the language has no null strings.
 */
export function jsonOf(value: Value, type: Type): string {
  if (value === null) return type === 'string' ? '""' : 'null';
  if (typeof value === 'bigint') return type === 'timespan' ? `"${spanText(value)}"` : value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => jsonOf(item, 'dynamic')).join(',')}]`;
  if (isBag(value)) {
    const members = Object.entries(value).map(([name, held]) => `${JSON.stringify(name)}:${jsonOf(held, 'dynamic')}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

function spanText(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / 10_000_000n;
  const [days, hours, minutes] = [seconds / 86_400n, (seconds / 3600n) % 24n, (seconds / 60n) % 60n];
  const clock = [hours, minutes, seconds % 60n].map((part) => String(part).padStart(2, '0')).join(':');
  const fraction = size % 10_000_000n === 0n ? '' : `.${String(size % 10_000_000n).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction}`;
}
