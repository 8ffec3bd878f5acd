import { type Expression, requireType, type Scope } from './expression.ts';
import { readExpression } from './expressions.ts';
import type { Reader } from './reader.ts';
import { type Column, compareValues, keyOf, queryError, type Row, type Value } from './values.ts';

/** One aggregation of a summary: its columns, and their values for a group of rows. */
export interface Aggregate {
  columns: Column[];
  of: (rows: readonly Row[]) => Value[];
}

const known = [
  'count',
  'countif',
  'dcount',
  'sum',
  'avg',
  'min',
  'max',
  'make_set',
  'make_list',
  'arg_max',
  'arg_min',
  'take_any',
];

/**
 * Reads `[Name =] function(…)` of a `summarize`.
 *
 * https://learn.microsoft.com/kusto/query/aggregation-functions
 *
 * @throws ServiceError BadRequest for an aggregation that is not simulated
 */
export function readAggregate(reader: Reader, scope: Scope): Aggregate {
  const given = reader.peek(1)?.value === '=' ? reader.expect('name').value : undefined;
  if (given !== undefined) reader.expect('mark', '=');
  const called = reader.expect('name');
  if (!known.includes(called.value)) throw queryError(`the aggregation '${called.value}' is not simulated`, called.at);
  reader.expect('mark', '(');
  if (called.value === 'arg_max' || called.value === 'arg_min') {
    const ranked = readExpression(reader, scope);
    reader.expect('mark', ',');
    const kept = readKept(reader, scope, ranked);
    reader.expect('mark', ')');
    return extreme(called.value === 'arg_max' ? 1 : -1, ranked, kept, given);
  }
  const arg = reader.sees('mark', ')') ? undefined : readExpression(reader, scope);
  reader.expect('mark', ')');
  if (called.value === 'count') {
    if (arg !== undefined) throw queryError('count takes no argument', arg.at);
    return single(given ?? 'count_', 'long', (rows) => BigInt(rows.length));
  }
  if (arg === undefined) throw queryError(`${called.value} needs an argument`, called.at);
  return aggregate(called.value, arg, given);
}

function aggregate(name: string, arg: Expression, given: string | undefined): Aggregate {
  const values = (rows: readonly Row[]): Value[] => rows.map(arg.of).filter((value) => value !== null);
  const of = arg.name ?? '';
  switch (name) {
    case 'countif':
      requireType(arg, 'bool');
      return single(given ?? 'countif_', 'long', (rows) => BigInt(values(rows).filter(Boolean).length));
    case 'dcount':
      return single(given ?? `dcount_${of}`, 'long', (rows) => BigInt(distinct(values(rows)).length));
    case 'make_set':
      return single(given ?? `set_${of}`, 'dynamic', (rows) => distinct(values(rows)));
    case 'make_list':
      return single(given ?? `list_${of}`, 'dynamic', values);
    case 'take_any':
      return single(given ?? of, arg.type, (rows) => values(rows)[0] ?? null);
    case 'min':
    case 'max': {
      const sign = name === 'max' ? 1 : -1;
      const better = (best: Value, value: Value): Value => (compareValues(value, best) * sign > 0 ? value : best);
      return single(given ?? `${name}_${of}`, arg.type, (rows) =>
        values(rows).reduce<Value>((best, value) => (best === null ? value : better(best, value)), null),
      );
    }
    default:
      return total(name, arg, given ?? `${name}_${of}`, values);
  }
}

function total(name: string, arg: Expression, column: string, values: (rows: readonly Row[]) => Value[]): Aggregate {
  if (arg.type !== 'long' && arg.type !== 'real') throw queryError(`${name} needs a number`, arg.at);
  const whole = name === 'sum' && arg.type === 'long';
  return single(column, whole ? 'long' : 'real', (rows) => {
    const held = values(rows);
    if (whole) return held.reduce<bigint>((sum, value) => sum + BigInt(value as bigint), 0n);
    const sum = held.reduce<number>((so, value) => so + Number(value), 0);
    if (name === 'sum') return sum;
    return held.length === 0 ? null : sum / held.length;
  });
}

/** The columns that `arg_max(x, …)` returns of the row it chooses: `*` is all. */
function readKept(reader: Reader, scope: Scope, ranked: Expression): { column: Column; of: (row: Row) => Value }[] {
  if (reader.skip('mark', '*')) {
    return scope.columns
      .map((column, index) => ({ column, of: (row: Row): Value => row[index] ?? null }))
      .filter(({ column }) => column.name !== ranked.name);
  }
  return reader.list(() => {
    const kept = readExpression(reader, scope);
    if (kept.name === undefined) throw queryError('a column is needed', kept.at);
    return { column: { name: kept.name, type: kept.type }, of: kept.of };
  });
}

function extreme(
  sign: number,
  ranked: Expression,
  kept: { column: Column; of: (row: Row) => Value }[],
  given: string | undefined,
): Aggregate {
  return {
    columns: [{ name: given ?? ranked.name ?? 'max_', type: ranked.type }, ...kept.map(({ column }) => column)],
    of: (rows) => {
      const [first, ...others] = rows;
      if (first === undefined) return [null, ...kept.map(() => null)];
      const best = others.reduce(
        (top, row) => (compareValues(ranked.of(row), ranked.of(top)) * sign > 0 ? row : top),
        first,
      );
      return [ranked.of(best), ...kept.map(({ of }) => of(best))];
    },
  };
}

function single(name: string, type: Column['type'], of: (rows: readonly Row[]) => Value): Aggregate {
  return { columns: [{ name, type }], of: (rows) => [of(rows)] };
}

const distinct = (values: Value[]): Value[] => [...new Map(values.map((value) => [keyOf(value), value])).values()];
