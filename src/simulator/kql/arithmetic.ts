import { type Expression, mismatch } from './expression.ts';
import type { Token } from './tokens.ts';
import { type Type, ticksOf, timeOf, type Value } from './values.ts';

/**
 * A sum, difference, product, quotient or remainder of numbers, times and spans; missing if one side is missing, and for a
 * division by zero.
 *
 * @throws ServiceError BadRequest if the types do not go together
 */
export function arithmetic(token: Token, left: Expression, right: Expression): Expression {
  const make = (type: Type, of: (a: Value, b: Value) => Value): Expression => ({
    type,
    at: left.at,
    of: (row) => {
      const [a, b] = [left.of(row), right.of(row)];
      return a === null || b === null ? null : of(a, b);
    },
  });
  const kinds = `${left.type} ${token.value} ${right.type}`;
  if (kinds === 'datetime - datetime') return make('timespan', (a, b) => ticksOf(String(a)) - ticksOf(String(b)));
  if (kinds === 'datetime - timespan')
    return make('datetime', (a, b) => timeOf(ticksOf(String(a)) - BigInt(b as bigint)));
  if (kinds === 'datetime + timespan')
    return make('datetime', (a, b) => timeOf(ticksOf(String(a)) + BigInt(b as bigint)));
  const whole =
    left.type === right.type && (left.type === 'long' || (left.type === 'timespan' && '+-'.includes(token.value)));
  if (whole) return make(left.type, (a, b) => wholeNumbers(token.value, a as bigint, b as bigint));
  const numeric = [left.type, right.type].every((type) => type === 'long' || type === 'real');
  if (numeric) return make('real', (a, b) => realNumbers(token.value, Number(a), Number(b)));
  throw mismatch(left, right);
}

function wholeNumbers(operator: string, a: bigint, b: bigint): bigint | null {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (b === 0n) return null;
  return operator === '/' ? a / b : a % b;
}

function realNumbers(operator: string, a: number, b: number): number | null {
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b }[operator] ?? Number.NaN;
  return Number.isFinite(result) ? result : null;
}
