import type { Expression, Scope } from './expression.ts';
import { readExpression } from './expressions.ts';
import { Reader } from './reader.ts';
import { stages } from './stages.ts';
import { queryError, type Relation, type Row, unreadable, type Value } from './values.ts';

/** Finds a table by its name, in exact case; undefined if there is none. */
export type FindTable = (name: string) => Relation | undefined;

/** The names that a query can use. */
interface Setting {
  tables: FindTable;
  now: string;
  constants: Map<string, Expression>;
  relations: Map<string, Relation>;
}

/**
 * Parses a query of the small subset that is simulated: `let`, tables, `union`, and the operators of {@link stages}. It is
 * run when the result's rows are read.
 *
 * https://learn.microsoft.com/defender-xdr/advanced-hunting-query-language
 *
 * @param now the present moment in the wire form
 * @throws ServiceError BadRequest with the position of the part that is wrong or not simulated
 */
export function readQuery(text: string, tables: FindTable, now: string): Relation {
  const reader = new Reader(text);
  const setting: Setting = { tables, now, constants: new Map(), relations: new Map() };
  while (reader.skip('name', 'let')) readLet(reader, setting);
  const result = readPipeline(reader, setting);
  reader.skip('mark', ';');
  const extra = reader.peek();
  if (extra !== undefined) throw unreadable(`unexpected '${extra.value}'`, extra.at);
  return result;
}

function readLet(reader: Reader, setting: Setting): void {
  const name = reader.expect('name').value;
  reader.expect('mark', '=');
  const first = reader.peek();
  const isTable =
    first?.kind === 'name' && (first.value === 'union' || findRelation(first.value, setting) !== undefined);
  if (isTable) setting.relations.set(name, readPipeline(reader, setting));
  else setting.constants.set(name, readExpression(reader, scopeOf([], setting)));
  reader.expect('mark', ';');
}

function readPipeline(reader: Reader, setting: Setting): Relation {
  return reader.nested(() => {
    let relation = readSource(reader, setting);
    while (reader.skip('mark', '|')) relation = readStage(reader, setting, relation);
    return relation;
  });
}

function readSource(reader: Reader, setting: Setting): Relation {
  if (reader.skip('mark', '(')) {
    const inner = readPipeline(reader, setting);
    reader.expect('mark', ')');
    return inner;
  }
  const token = reader.expect('name');
  if (token.value === 'union') return union(readUnionParts(reader, setting), token.at);
  const relation = findRelation(token.value, setting);
  if (relation !== undefined) return relation;
  throw queryError(`'${token.value}' could not be resolved: no table of that name is simulated`, token.at);
}

function readStage(reader: Reader, setting: Setting, input: Relation): Relation {
  const token = reader.expect('name');
  if (token.value === 'union') return union([input, ...readUnionParts(reader, setting)], token.at);
  const stage = stages.get(token.value);
  if (stage === undefined) throw queryError(`the operator '${token.value}' is not simulated`, token.at);
  return stage(reader, scopeOf(input.columns, setting), input);
}

function readUnionParts(reader: Reader, setting: Setting): Relation[] {
  if (reader.skip('name', 'kind')) {
    reader.expect('mark', '=');
    const kind = reader.expect('name');
    if (kind.value !== 'outer') throw queryError(`union kind=${kind.value} is not simulated`, kind.at);
  }
  return reader.list(() => readSource(reader, setting));
}

/** Rows of all parts; a column that a part does not have is missing in its rows. */
function union(parts: Relation[], at: number): Relation {
  const columns = [...new Map(parts.flatMap((part) => part.columns).map((column) => [column.name, column])).values()];
  for (const { name, type } of parts.flatMap((part) => part.columns)) {
    if (columns.find((column) => column.name === name)?.type !== type) {
      throw queryError(`the column '${name}' has different types, which union does not simulate`, at);
    }
  }
  const aligned = parts.map((part) => {
    const indexes = columns.map(({ name }) => part.columns.findIndex((column) => column.name === name));
    return (): Row[] => part.rows().map((row) => indexes.map((index): Value => row[index] ?? null));
  });
  return { columns, rows: () => aligned.flatMap((rows) => rows()) };
}

const findRelation = (name: string, setting: Setting): Relation | undefined =>
  setting.relations.get(name) ?? setting.tables(name);

const scopeOf = (columns: Scope['columns'], { now, constants }: Setting): Scope => ({ columns, now, constants });
