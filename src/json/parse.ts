/** Deepest nesting of objects and lists that is read; Defender's own answers have fewer than ten levels. */
export const mostLevels = 100;

/** Refuses JSON that is nested too deep: code that walks it recursively would fail. */
export class TooDeep extends Error {
  constructor() {
    super(`JSON of more than ${mostLevels} levels`);
  }
}

/** Whether a value has more than so many levels of objects and lists. */
export const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((held) => isDeeper(held, levels - 1)));

/** Parses JSON. Throws `SyntaxError` or `TooDeep`. */
export function parseJson(bytes: Buffer): unknown {
  const json: unknown = JSON.parse(bytes.toString('utf8'));
  if (isDeeper(json, mostLevels)) throw new TooDeep();
  return json;
}
