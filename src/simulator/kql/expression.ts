import type { ServiceError } from '../wire/errors.ts';
import { type Column, queryError, type Row, type Type, type Value } from './values.ts';

/** A typed expression over the rows of one relation. */
export interface Expression {
  type: Type;
  /** Name of the result column if the query gives none. */
  name?: string;
  at: number;
  of: (row: Row) => Value;
}

/** The names that an expression can use. */
export interface Scope {
  columns: readonly Column[];
  /** The present moment in the wire form, the same for the whole query. */
  now: string;
  /** Names that `let` gave to single values. */
  constants: ReadonlyMap<string, Expression>;
}

/** The same expression, if it is of that type. */
export function requireType(expression: Expression, type: Type): Expression {
  if (expression.type === type) return expression;
  throw queryError(`a ${type} is needed, not a ${expression.type}`, expression.at);
}

/** The error for two types that an operator does not accept together. */
export const mismatch = (left: Expression, right: Expression): ServiceError =>
  queryError(`a ${left.type} and a ${right.type} do not go together`, right.at);
