import { dayMs, hourMs, minuteMs } from '../tenant/time.ts';
import { type Bag, queryError, type Type, ticksOf, ticksPerMs, timeOf, type Value } from './values.ts';

/** A function's result type and value; its arguments are evaluated. */
export interface FunctionRule {
  /** Fewest and most arguments. */
  arity: [number, number];
  /** The result's type by the arguments' types; undefined if they are wrong. */
  type: (types: Type[]) => Type | undefined;
  call: (values: Value[], now: string) => Value;
}

const text = (value: Value | undefined): string => (value === null || value === undefined ? '' : String(value));
const always = (type: Type) => (): Type => type;
const ofStrings =
  (type: Type) =>
  (types: Type[]): Type | undefined =>
    types.every((one) => one === 'string') ? type : undefined;

/** The scalar functions that are simulated. https://learn.microsoft.com/kusto/query/scalar-functions */
export const scalarFunctions: ReadonlyMap<string, FunctionRule> = new Map<string, FunctionRule>([
  ['now', { arity: [0, 0], type: always('datetime'), call: (_values, now) => now }],
  [
    'ago',
    {
      arity: [1, 1],
      type: (types) => (types[0] === 'timespan' ? 'datetime' : undefined),
      call: ([span], now) => (typeof span === 'bigint' ? timeOf(ticksOf(now) - span) : null),
    },
  ],
  [
    'not',
    {
      arity: [1, 1],
      type: (types) => (types[0] === 'bool' ? 'bool' : undefined),
      call: ([value]) => (value === null ? null : value !== true),
    },
  ],
  ['isempty', { arity: [1, 1], type: always('bool'), call: ([value]) => text(value) === '' }],
  ['isnotempty', { arity: [1, 1], type: always('bool'), call: ([value]) => text(value) !== '' }],
  ['isnull', { arity: [1, 1], type: always('bool'), call: ([value]) => value === null }],
  ['isnotnull', { arity: [1, 1], type: always('bool'), call: ([value]) => value !== null }],
  ['tolower', { arity: [1, 1], type: ofStrings('string'), call: ([value]) => text(value).toLowerCase() }],
  ['toupper', { arity: [1, 1], type: ofStrings('string'), call: ([value]) => text(value).toUpperCase() }],
  ['strlen', { arity: [1, 1], type: ofStrings('long'), call: ([value]) => BigInt(text(value).length) }],
  ['strcat', { arity: [1, 64], type: printable, call: (values) => values.map(text).join('') }],
  ['tostring', { arity: [1, 1], type: printable, call: ([value]) => text(value) }],
  [
    'tolong',
    {
      arity: [1, 1],
      type: always('long'),
      call: ([value]) => (/^-?\d{1,19}$/.test(text(value)) ? BigInt(text(value)) : null),
    },
  ],
  [
    'toint',
    {
      arity: [1, 1],
      type: always('long'),
      call: ([value]) => (/^-?\d{1,10}$/.test(text(value)) ? BigInt(text(value)) : null),
    },
  ],
  [
    'coalesce',
    {
      arity: [2, 64],
      type: sameTypes,
      call: (values) => values.find((value) => value !== null && value !== '') ?? null,
    },
  ],
  [
    'iff',
    {
      arity: [3, 3],
      type: (types) => (types[0] === 'bool' ? sameTypes(types.slice(1)) : undefined),
      call: ([test, yes, no]) => (test === true ? yes : no) ?? null,
    },
  ],
  [
    'startofday',
    {
      arity: [1, 1],
      type: (types) => (types[0] === 'datetime' ? 'datetime' : undefined),
      call: ([value]) => (value === null ? null : `${text(value).slice(0, 10)}T00:00:00.0000000Z`),
    },
  ],
  [
    'parse_json',
    {
      arity: [1, 1],
      type: ofStrings('dynamic'),
      call: ([value]) => (text(value) === '' ? null : dynamicOf(text(value))),
    },
  ],
  ['bin', { arity: [2, 2], type: binType, call: ([value, size]) => bin(value ?? null, size ?? null) }],
]);

/** Text that is not JSON is itself a dynamic value. */
function dynamicOf(source: string): Value {
  try {
    return bagOrScalar(JSON.parse(source));
  } catch {
    return source;
  }
}

function bagOrScalar(value: unknown): Value {
  if (Array.isArray(value)) return value.map(bagOrScalar);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, bagOrScalar(held)])) as Bag;
}

function sameTypes(types: Type[]): Type | undefined {
  return types.every((type) => type === types[0]) ? types[0] : undefined;
}

/** These functions are not simulated for spans and lists. */
function printable(types: Type[]): Type | undefined {
  return types.some((type) => type === 'timespan' || type === 'dynamic') ? undefined : 'string';
}

function binType([value, size]: Type[]): Type | undefined {
  if (value === 'datetime') return size === 'timespan' ? 'datetime' : undefined;
  return value === size && (value === 'long' || value === 'timespan') ? value : undefined;
}

function bin(value: Value, size: Value): Value {
  if (typeof size !== 'bigint' || size <= 0n) return null;
  if (typeof value === 'bigint') return floorTo(value, size);
  return typeof value === 'string' ? timeOf(floorTo(ticksOf(value), size)) : null;
}

const floorTo = (value: bigint, size: bigint): bigint => value - (((value % size) + size) % size);

const msOfUnit: Record<string, number> = { d: dayMs, h: hourMs, m: minuteMs, s: 1000, ms: 1 };

/**
 * Ticks of a timespan literal such as `1d`, `1.5h`, `30m` or `100ms`.
 *
 * @throws ServiceError BadRequest for a unit that is not simulated
 */
export function ticksOfLiteral(literal: string, at: number): bigint {
  const [, digits = '0', unit = ''] = /^([\d.]+)(\w+)$/.exec(literal) ?? [];
  const short = { day: 'd', hour: 'h', minute: 'm', second: 's', millisecond: 'ms' }[unit.replace(/s$/, '')] ?? unit;
  const ms = msOfUnit[short];
  if (ms === undefined) throw queryError(`the unit of '${literal}' is not simulated`, at);
  return BigInt(Math.round(Number(digits) * (ms * Number(ticksPerMs))));
}
