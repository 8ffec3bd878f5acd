/** Marks a number that was converted to text; a private-use character, repeated until the text does not have it. */
const mark = '\u{F0000}';

/** Strings, which are skipped, and integers outside of them that are too long for a double. */
const textOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?[1-9]\d{15,}(?![\w.]|\s*:)/g;

function readInteger(digits: string): number | bigint {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

/**
 * Reads JSON without rounding: integers beyond 2^53 become bigint. The engine's own parser does the work, with such
 * integers handed to it as marked texts, because Node 20 does not give a reviver the source text.
 */
export function parseLossless(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  let marker = mark;
  while (text.includes(marker)) marker += mark;
  const marked = text.replace(textOrLongInteger, (found) => (found.startsWith('"') ? found : `"${marker}${found}"`));
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(marker) ? readInteger(value.slice(marker.length)) : value,
  );
}

/** Serializes a value that `parseLossless` returned. */
export function stringifyLossless(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(stringifyLossless).join(',')}]`;
  const members = Object.entries(value).map(([name, held]) => `${JSON.stringify(name)}:${stringifyLossless(held)}`);
  return `{${members.join(',')}}`;
}
