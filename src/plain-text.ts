/** Text, with the beginning and end of each character in the original text. */
export interface PlainText {
  readonly text: string;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

const byName: Record<string, string> = {
  amp: '&',
  apos: "'",
  equals: '=',
  gt: '>',
  lt: '<',
  percnt: '%',
  plus: '+',
  quot: '"',
  sol: '/',
};

const byLetter: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A byte as URLs and programming languages escape it, by its first digit. */
const byte = (digit: string): string => String.raw`(?:%|\\x)${digit}[0-9a-f]`;

/** A byte that continues a character in UTF-8. */
const next = `(?:${byte('[89ab]')})`;

/** The escapes of URLs, of JSON and programming languages, and of HTML, each of bounded length. */
const escapes = new RegExp(
  [
    `${byte('[0-7]')}|${byte('[cd]')}${next}|${byte('e')}${next}{2}|${byte('f')}${next}{3}`,
    String.raw`\\u\{([0-9a-f]{1,6})\}|[\\%]u([0-9a-f]{4})|(?:%|\\x)([0-9a-f]{2})|&#x([0-9a-f]{1,8});?`,
    '&#([0-9]{1,8});?',
    `&(${Object.keys(byName).join('|')});?`,
    String.raw`\\([bfnrt"'/])`,
  ].join('|'),
  'gi',
);

const character = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** Returns the character of one escape. */
function resolved([whole, braced, four, two, hex, decimal, name, letter]: readonly string[]): string {
  const hexadecimal = braced ?? four ?? two ?? hex;
  if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16));
  if (decimal !== undefined) return character(Number(decimal));
  if (name !== undefined) return byName[name.toLowerCase()] ?? '';
  if (letter !== undefined) return byLetter[letter.toLowerCase()] ?? letter;
  return Buffer.from((whole ?? '').replace(/%|\\x/gi, ''), 'hex').toString('utf8');
}

/** Replaces each match of `pattern` by the result of `replacement`. */
function replaced(plain: PlainText, pattern: RegExp, replacement: (match: readonly string[]) => string): PlainText {
  const { text } = plain;
  if (text.search(pattern) < 0) return plain;
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  const keepUntil = (end: number): void => {
    pieces.push(text.slice(at, end));
    for (; at < end; at += 1) {
      from.push(plain.from[at] as number);
      to.push(plain.to[at] as number);
    }
  };
  for (const match of text.matchAll(pattern)) {
    keepUntil(match.index);
    const piece = replacement(match);
    at += match[0].length;
    pieces.push(piece);
    for (let index = 0; index < piece.length; index += 1) {
      from.push(plain.from[match.index] as number);
      to.push(plain.to[at - 1] as number);
    }
  }
  keepUntil(text.length);
  return { text: pieces.join(''), from, to };
}

/** Maximum depth of nested escapes, such as JSON in HTML in a URL that was encoded twice. */
const mostRounds = 8;

const nothing = (): string => '';

/** Resolves escapes until none is left. Before each round it removes matches of `dropped`, such as repeated backslashes. */
function resolve(text: string, dropped: RegExp): PlainText {
  const places = new Uint32Array(text.length + 1).map((_, index) => index);
  let plain: PlainText = { text, from: places, to: places.subarray(1) };
  for (let round = 0; round < mostRounds; round += 1) {
    const next = replaced(replaced(plain, dropped, nothing), escapes, resolved);
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

/** Resolves all escapes of a text, nested ones included. */
export const resolveEscapes = (text: string): PlainText => resolve(text, /\\+(?=\\)/g);

/** Keeps a letter whose lower case is longer, because positions must not change. */
const inLowerCase = (letter: string): string =>
  letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter;

/** Normalizes a text, so that texts are equal however they were encoded and folded: no escapes, blanks or capital letters. */
export function squeeze(text: string): PlainText {
  const unfolded = resolve(text, /\\+(?=\\)|[\s\p{Cc}\p{Cf}]+/gu);
  const { text: squeezed, from, to } = replaced(unfolded, /[\s\p{Cc}\p{Cf}+\\]+/gu, nothing);
  return { text: squeezed.replace(/\p{Lu}/gu, inLowerCase), from, to };
}
