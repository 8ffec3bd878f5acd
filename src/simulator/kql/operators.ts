import { compareValues, type Type, type Value } from './values.ts';

/** Text operators by name. They ignore letter case unless the name ends in `_cs`. */
const textTests: Record<string, (held: string, wanted: string) => boolean> = {
  has: (held, wanted) => words(held, wanted),
  contains: (held, wanted) => held.includes(wanted),
  startswith: (held, wanted) => held.startsWith(wanted),
  endswith: (held, wanted) => held.endsWith(wanted),
  hasprefix: (held, wanted) => words(held, wanted, false, true),
  hassuffix: (held, wanted) => words(held, wanted, true, false),
};

/** The text operator of a name, or undefined. The caller handles a leading `!`. */
export function textOperator(name: string): ((held: Value, wanted: Value) => boolean) | undefined {
  const exact = name.endsWith('_cs');
  const plain = exact ? name.slice(0, -3) : name;
  const test = Object.hasOwn(textTests, plain) ? textTests[plain] : undefined;
  if (test === undefined) return undefined;
  const fold = (value: Value): string => (exact ? String(value ?? '') : String(value ?? '').toLowerCase());
  return (held, wanted) => test(fold(held), fold(wanted));
}

/** Comparison operators between two values of one type. A missing number or time passes only `!=`. */
export const comparisons: Record<string, (a: Value, b: Value) => boolean> = {
  '==': (a, b) => present(a, b) && compareValues(a, b) === 0,
  '!=': (a, b) => !present(a, b) || compareValues(a, b) !== 0,
  '<': (a, b) => present(a, b) && compareValues(a, b) < 0,
  '>': (a, b) => present(a, b) && compareValues(a, b) > 0,
  '<=': (a, b) => present(a, b) && compareValues(a, b) <= 0,
  '>=': (a, b) => present(a, b) && compareValues(a, b) >= 0,
};

/** Whether two types may be compared: the same one, or both numbers. */
export function comparableTypes(a: Type, b: Type): boolean {
  const numeric = (type: Type): boolean => type === 'long' || type === 'real';
  return a !== 'dynamic' && (a === b || (numeric(a) && numeric(b)));
}

/** Whether a text contains a term as whole words: runs of letters and digits, as in the service's term index. */
function words(held: string, term: string, openLeft = false, openRight = false): boolean {
  const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);
  for (let at = held.indexOf(term); at >= 0; at = held.indexOf(term, at + 1)) {
    const left = openLeft || at === 0 || !isWord(held.charAt(at - 1)) || !isWord(term.charAt(0));
    const end = at + term.length;
    const right = openRight || end === held.length || !isWord(held.charAt(end)) || !isWord(term.slice(-1));
    if (left && right) return true;
  }
  return false;
}

const present = (a: Value, b: Value): boolean => a !== null && b !== null;
