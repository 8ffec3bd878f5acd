import { normalTime } from '../tenant/time.ts';
import { arithmetic } from './arithmetic.ts';
import { type Expression, mismatch, requireType, type Scope } from './expression.ts';
import { scalarFunctions, ticksOfLiteral } from './functions.ts';
import { comparableTypes, comparisons, textOperator } from './operators.ts';
import type { Reader } from './reader.ts';
import type { Token } from './tokens.ts';
import { compareValues, queryError, type Row, type Type, unreadable, type Value } from './values.ts';

/** Words that may follow an expression but are not part of it. */
const afterExpression = ['and', 'or', 'by', 'asc', 'desc'];

/**
 * Reads one expression: `or`, `and`, comparisons and text operators, sums, products, literals, columns, functions.
 *
 * @throws ServiceError BadRequest with the position of a part that is unknown, of a wrong type or not simulated
 */
export function readExpression(reader: Reader, scope: Scope): Expression {
  return reader.nested(() =>
    readLogic(reader, scope, 'or', () => readLogic(reader, scope, 'and', () => readRelation(reader, scope))),
  );
}

function readLogic(reader: Reader, _scope: Scope, word: 'and' | 'or', part: () => Expression): Expression {
  let left = part();
  while (reader.skip('name', word)) {
    const [a, b] = [requireType(left, 'bool'), requireType(part(), 'bool')];
    const of =
      word === 'and'
        ? (row: Row) => a.of(row) === true && b.of(row) === true
        : (row: Row) => a.of(row) === true || b.of(row) === true;
    left = { type: 'bool', at: a.at, of };
  }
  return left;
}

function readRelation(reader: Reader, scope: Scope): Expression {
  const left = readSum(reader, scope);
  const token = reader.peek();
  if (token?.kind === 'mark' && Object.hasOwn(comparisons, token.value)) {
    reader.take();
    const right = readSum(reader, scope);
    if (!comparableTypes(left.type, right.type)) throw mismatch(left, right);
    const compare = comparisons[token.value] as (a: Value, b: Value) => boolean;
    return bool(left, (row) => compare(empty(left, row), empty(right, row)));
  }
  if (token?.kind === 'mark' && (token.value === '=~' || token.value === '!~')) {
    reader.take();
    const right = requireType(readSum(reader, scope), 'string');
    requireType(left, 'string');
    const same = (row: Row): boolean =>
      String(empty(left, row)).toLowerCase() === String(empty(right, row)).toLowerCase();
    return bool(left, token.value === '=~' ? same : (row) => !same(row));
  }
  const negated = reader.skip('mark', '!');
  const word = reader.peek();
  const test = word?.kind === 'name' ? readWordOperator(reader, scope, left) : undefined;
  if (test !== undefined) return bool(left, negated ? (row) => !test(row) : test);
  if (negated) throw unreadable(`an operator is missing after '!'`, reader.at);
  if (word?.kind === 'name' && !afterExpression.includes(word.value)) {
    throw queryError(`the operator '${word.value}' is not simulated`, word.at);
  }
  return left;
}

/** `in`, `in~`, `between`, `has_any`, `has_all` and the text operators; undefined if the next token is none of them. */
function readWordOperator(reader: Reader, scope: Scope, left: Expression): ((row: Row) => boolean) | undefined {
  const word = reader.peek()?.value ?? '';
  const isText = textOperator(word);
  if (isText !== undefined) {
    reader.take();
    const right = requireType(readSum(reader, scope), 'string');
    requireType(left, 'string');
    return (row) => isText(left.of(row), right.of(row));
  }
  if (word === 'between') {
    reader.take();
    reader.expect('mark', '(');
    const low = readSum(reader, scope);
    reader.expect('mark', '..');
    const high = readSum(reader, scope);
    reader.expect('mark', ')');
    for (const end of [low, high]) if (!comparableTypes(left.type, end.type)) throw mismatch(left, end);
    const [above, below] = [comparisons['>='], comparisons['<=']];
    return (row) => above?.(left.of(row), low.of(row)) === true && below?.(left.of(row), high.of(row)) === true;
  }
  if (word === 'has_any' || word === 'has_all') {
    reader.take();
    const items = readItems(reader, scope).map((item) => requireType(item, 'string'));
    requireType(left, 'string');
    const has = textOperator('has') as (held: Value, wanted: Value) => boolean;
    if (word === 'has_any') return (row) => items.some((item) => has(left.of(row), item.of(row)));
    return (row) => items.every((item) => has(left.of(row), item.of(row)));
  }
  if (word !== 'in') return undefined;
  reader.take();
  const folded = reader.skip('mark', '~');
  const items = readItems(reader, scope);
  for (const item of items) if (!comparableTypes(left.type, item.type)) throw mismatch(left, item);
  if (folded) requireType(left, 'string');
  const fold = (value: Value): Value => (folded && typeof value === 'string' ? value.toLowerCase() : value);
  return (row) => items.some((item) => compareValues(fold(empty(item, row)), fold(empty(left, row))) === 0);
}

function readItems(reader: Reader, scope: Scope): Expression[] {
  reader.expect('mark', '(');
  const items = reader.list(() => readExpression(reader, scope));
  reader.expect('mark', ')');
  return items;
}

function readSum(reader: Reader, scope: Scope): Expression {
  let left = readProduct(reader, scope);
  while (reader.sees('mark', '+', '-')) left = arithmetic(reader.take(), left, readProduct(reader, scope));
  return left;
}

function readProduct(reader: Reader, scope: Scope): Expression {
  let left = readUnary(reader, scope);
  while (reader.sees('mark', '*', '/', '%')) left = arithmetic(reader.take(), left, readUnary(reader, scope));
  return left;
}

function readUnary(reader: Reader, scope: Scope): Expression {
  const token = reader.peek();
  if (!reader.skip('mark', '-')) return readPrimary(reader, scope);
  const zero: Expression = { type: 'long', at: token?.at ?? 0, of: () => 0n };
  const operand = readPrimary(reader, scope);
  const start =
    operand.type === 'long' ? zero : { ...zero, type: operand.type, of: () => (operand.type === 'real' ? 0 : 0n) };
  return arithmetic({ kind: 'mark', value: '-', at: zero.at }, start, operand);
}

function readPrimary(reader: Reader, scope: Scope): Expression {
  const token = reader.take();
  switch (token.kind) {
    case 'string':
      return literal('string', token.value, token);
    case 'long':
      return literal('long', BigInt(token.value), token);
    case 'real':
      return literal('real', Number(token.value), token);
    case 'timespan':
      return literal('timespan', ticksOfLiteral(token.value, token.at), token);
    case 'datetime': {
      const time = normalTime(token.value);
      if (time === undefined) throw queryError(`'${token.value}' is not a datetime`, token.at);
      return literal('datetime', time, token);
    }
    case 'name':
      return readName(reader, scope, token);
    default:
      break;
  }
  if (token.value !== '(') throw unreadable(`unexpected '${token.value}'`, token.at);
  const inner = readExpression(reader, scope);
  reader.expect('mark', ')');
  return inner;
}

function readName(reader: Reader, scope: Scope, token: Token): Expression {
  if (reader.sees('mark', '(')) return readCall(reader, scope, token);
  if (token.value === 'true' || token.value === 'false') return literal('bool', token.value === 'true', token);
  const index = scope.columns.findIndex((column) => column.name === token.value);
  const column = scope.columns[index];
  if (column !== undefined)
    return { type: column.type, name: column.name, at: token.at, of: (row) => row[index] ?? null };
  const constant = scope.constants.get(token.value);
  if (constant !== undefined) return { ...constant, at: token.at };
  throw queryError(`Failed to resolve scalar expression named '${token.value}'`, token.at);
}

function readCall(reader: Reader, scope: Scope, token: Token): Expression {
  const rule = scalarFunctions.get(token.value);
  if (rule === undefined) throw queryError(`the function '${token.value}' is not simulated`, token.at);
  reader.expect('mark', '(');
  const args = reader.sees('mark', ')') ? [] : reader.list(() => readExpression(reader, scope));
  reader.expect('mark', ')');
  const type = rule.type(args.map((arg) => arg.type));
  const [fewest, most] = rule.arity;
  if (args.length < fewest || args.length > most || type === undefined) {
    throw queryError(`the arguments of '${token.value}' do not fit`, token.at);
  }
  const name = args[0]?.name;
  const named = token.value === 'bin' && name !== undefined ? { name } : {};
  return {
    type,
    at: token.at,
    ...named,
    of: (row) =>
      rule.call(
        args.map((arg) => arg.of(row)),
        scope.now,
      ),
  };
}

const literal = (type: Type, value: Value, token: Token): Expression => ({ type, at: token.at, of: () => value });

function bool(left: Expression, of: (row: Row) => boolean): Expression {
  return { type: 'bool', at: left.at, of };
}

/** A missing text is the empty text: the language has no null strings. */
function empty(expression: Expression, row: Row): Value {
  const value = expression.of(row);
  return value === null && expression.type === 'string' ? '' : value;
}
