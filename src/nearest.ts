import { closest, distance } from 'fastest-levenshtein';

/**
 * Finds what was probably meant by a word that is not known.
 *
 * @returns the nearest known word, whatever its letter case; undefined if none is near
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const byCase = new Map(known.map((each) => [each.toLowerCase(), each]));
  const best = closest(lower, [...byCase.keys()]);
  const isNear = distance(lower, best) <= Math.max(1, Math.floor(best.length / 3));
  return isNear ? byCase.get(best) : undefined;
}

/** Ends a message about an unknown word with the nearest known one, if there is one: `; did you mean Full?`. */
export function suggestion(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === undefined ? '' : `; did you mean ${found}?`;
}
