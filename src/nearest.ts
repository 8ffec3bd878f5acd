import { closest, distance } from 'fastest-levenshtein';

/** Letters of a beginning that stands for a whole word. */
const shortest = 3;

/**
 * Finds what was probably meant by a word that is not known.
 *
 * @returns the nearest known word, whatever its letter case, or the only one that begins with it; undefined if none is near
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const byCase = new Map(known.map((each) => [each.toLowerCase(), each]));
  const best = closest(lower, [...byCase.keys()]);
  if (distance(lower, best) <= Math.max(1, Math.floor(best.length / 3))) return byCase.get(best);
  const longer = [...byCase.keys()].filter((each) => each.startsWith(lower) && lower.length >= shortest);
  return longer.length === 1 ? byCase.get(longer[0] ?? '') : undefined;
}

/** Ends a message about an unknown word with the nearest known one, if there is one: `; did you mean Full?`. */
export function suggestion(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? '' : `; did you mean ${found}?`;
}
