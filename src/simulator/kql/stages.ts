import { type Aggregate, readAggregate } from './aggregates.ts';
import { type Expression, requireType, type Scope } from './expression.ts';
import { readExpression } from './expressions.ts';
import type { Reader } from './reader.ts';
import { type Column, compareValues, keyOf, queryError, type Relation, type Row, type Value } from './values.ts';

/** One operator between pipes: takes the relation before it and returns the one after it. */
type Stage = (reader: Reader, scope: Scope, input: Relation) => Relation;

/** The tabular operators that are simulated, `union` aside. https://learn.microsoft.com/kusto/query/tabular-operators */
export const stages: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ['where', where],
  ['filter', where],
  ['project', project],
  ['project-away', projectAway],
  ['extend', extend],
  ['summarize', summarize],
  ['order', order],
  ['sort', order],
  ['top', top],
  ['take', take],
  ['limit', take],
  ['distinct', distinct],
  [
    'count',
    (_reader, _scope, input) => ({
      columns: [{ name: 'Count', type: 'long' }],
      rows: () => [[BigInt(input.rows().length)]],
    }),
  ],
]);

function where(reader: Reader, scope: Scope, input: Relation): Relation {
  const test = requireType(readExpression(reader, scope), 'bool');
  return { columns: input.columns, rows: () => input.rows().filter((row) => test.of(row) === true) };
}

interface Named {
  column: Column;
  expression: Expression;
}

/** `Name = expression`, a column, or `bin(column, …)`, which keeps the column's name. */
function readNamed(reader: Reader, scope: Scope, fallback: string): Named {
  const named = reader.sees('name') && reader.peek(1)?.value === '=';
  const given = named ? reader.take().value : undefined;
  if (named) reader.expect('mark', '=');
  const expression = readExpression(reader, scope);
  return { column: { name: given ?? expression.name ?? fallback, type: expression.type }, expression };
}

function readAllNamed(reader: Reader, scope: Scope): Named[] {
  let count = 0;
  return reader.list(() => {
    count += 1;
    return readNamed(reader, scope, `Column${count}`);
  });
}

function project(reader: Reader, scope: Scope, input: Relation): Relation {
  const all = readAllNamed(reader, scope);
  refuseTwice(
    all.map(({ column }) => column),
    reader.at,
  );
  return {
    columns: all.map(({ column }) => column),
    rows: () => input.rows().map((row) => all.map(({ expression }) => expression.of(row))),
  };
}

/** Adds columns, or replaces those of the same name. Every expression sees the rows as they were before the operator. */
function extend(reader: Reader, scope: Scope, input: Relation): Relation {
  const columns = [...input.columns];
  const placed = readAllNamed(reader, scope).map(({ column, expression }) => {
    const index = columns.findIndex(({ name }) => name === column.name);
    const at = index < 0 ? columns.length : index;
    columns[at] = column;
    return { at, expression };
  });
  const rows = (): Row[] =>
    input.rows().map((row) => {
      const values = [...row];
      for (const { at, expression } of placed) values[at] = expression.of(row);
      return values;
    });
  return { columns, rows };
}

function projectAway(reader: Reader, _scope: Scope, input: Relation): Relation {
  const away = new Set<string>();
  reader.list(() => {
    const token = reader.expect('name');
    const wild = reader.skip('mark', '*');
    const fits = ({ name }: Column): boolean => (wild ? name.startsWith(token.value) : name === token.value);
    const gone = input.columns.filter(fits);
    if (gone.length === 0) throw queryError(`Failed to resolve column named '${token.value}'`, token.at);
    for (const { name } of gone) away.add(name);
  });
  return pick(input, (column) => !away.has(column.name));
}

function pick(input: Relation, keep: (column: Column) => boolean): Relation {
  const indexes = input.columns.flatMap((column, index) => (keep(column) ? [index] : []));
  return {
    columns: input.columns.filter(keep),
    rows: () => input.rows().map((row) => indexes.map((index) => row[index] ?? null)),
  };
}

function summarize(reader: Reader, scope: Scope, input: Relation): Relation {
  const aggregates: Aggregate[] = reader.sees('name', 'by') ? [] : reader.list(() => readAggregate(reader, scope));
  const keys = reader.skip('name', 'by') ? readAllNamed(reader, scope) : [];
  const columns = [...keys.map(({ column }) => column), ...aggregates.flatMap((aggregate) => aggregate.columns)];
  // arg_max(x, *) also names the keys of the group: no column is returned twice.
  const first = columns.map((column, index) => columns.findIndex(({ name }) => name === column.name) === index);
  const rows = (): Row[] => {
    const groups = new Map<string, { values: Value[]; rows: Row[] }>();
    for (const row of input.rows()) {
      const values = keys.map(({ expression }) => expression.of(row));
      const name = values.map(keyOf).join('\u0000');
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { values, rows: [row] });
      else group.rows.push(row);
    }
    if (groups.size === 0 && keys.length === 0) groups.set('', { values: [], rows: [] });
    return [...groups.values()].map((group) =>
      [...group.values, ...aggregates.flatMap((aggregate) => aggregate.of(group.rows))].filter(
        (_, index) => first[index],
      ),
    );
  };
  return { columns: columns.filter((_, index) => first[index]), rows };
}

function order(reader: Reader, scope: Scope, input: Relation): Relation {
  reader.expect('name', 'by');
  const compare = readOrder(reader, scope);
  return { columns: input.columns, rows: () => [...input.rows()].sort(compare) };
}

function top(reader: Reader, scope: Scope, input: Relation): Relation {
  const count = Number(reader.expect('long').value);
  reader.expect('name', 'by');
  const compare = readOrder(reader, scope);
  return { columns: input.columns, rows: () => [...input.rows()].sort(compare).slice(0, count) };
}

/** Descending by default; missing values are last then, and first if ascending. */
function readOrder(reader: Reader, scope: Scope): (a: Row, b: Row) => number {
  const keys = reader.list(() => {
    const expression = readExpression(reader, scope);
    const ascending = reader.skip('name', 'asc');
    if (!ascending) reader.skip('name', 'desc');
    return { of: expression.of, sign: ascending ? 1 : -1 };
  });
  return (a, b) => {
    for (const { of, sign } of keys) {
      const found = compareValues(of(a), of(b)) * sign;
      if (found !== 0) return found;
    }
    return 0;
  };
}

function take(reader: Reader, _scope: Scope, input: Relation): Relation {
  const count = Number(reader.expect('long').value);
  return { columns: input.columns, rows: () => input.rows().slice(0, count) };
}

function distinct(reader: Reader, scope: Scope, input: Relation): Relation {
  const all = reader.skip('mark', '*');
  const projected = all ? input : project(reader, scope, input);
  return {
    columns: projected.columns,
    rows: () => [...new Map(projected.rows().map((row) => [row.map(keyOf).join('\u0000'), row])).values()],
  };
}

function refuseTwice(columns: Column[], at: number): void {
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw queryError(`the column '${twice}' is named twice`, at);
}
