import { textOf } from '../../values/text.ts';

/** A column of a result. */
export interface Column {
  name: string;
  /** DateTime, String, Int64, Double, Boolean, Object and others. */
  type: string;
}

/** An object as it came. */
export type Fields = Record<string, unknown>;

/** A member whose name the two APIs write in different letter case. */
export const member = (object: Fields, name: string): unknown =>
  object[name] ?? object[name.charAt(0).toUpperCase() + name.slice(1)];

/**
 * One name for each type, however it is written: the engine has names of its own and names of .NET's for the same.
 * https://learn.microsoft.com/kusto/query/scalar-data-types
 */
const typeNames: Record<string, string> = {
  sbyte: 'Boolean',
  bool: 'Boolean',
  boolean: 'Boolean',
  date: 'DateTime',
  datetime: 'DateTime',
  decimal: 'Decimal',
  sqldecimal: 'Decimal',
  double: 'Double',
  real: 'Double',
  dynamic: 'Object',
  object: 'Object',
  guid: 'Guid',
  int: 'Int32',
  int32: 'Int32',
  int64: 'Int64',
  long: 'Int64',
  string: 'String',
  time: 'TimeSpan',
  timespan: 'TimeSpan',
};

/** Columns of an answer's schema. */
export function readColumns(schema: readonly Fields[]): Column[] {
  return schema.map((column) => {
    const type = textOf(member(column, 'type'));
    return { name: textOf(member(column, 'name')), type: typeNames[type.toLowerCase()] ?? type };
  });
}
