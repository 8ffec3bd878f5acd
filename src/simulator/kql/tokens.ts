import { queryError, unreadable } from './values.ts';

/** A token of a query. `at` is its position, `value` its text: a string literal without quotes and escapes. */
export interface Token {
  kind: 'name' | 'string' | 'long' | 'real' | 'timespan' | 'mark' | 'datetime';
  value: string;
  at: number;
}

const spacePattern = /(?:\s+|\/\/[^\n]*)+/y;
const datetimePattern = /datetime\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^)'"]*))\s*\)/y;
const timespanPattern = /\d+(?:\.\d+)?(?:microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|ms|d|h|m|s)(?!\w)/y;
const realPattern = /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y;
const longPattern = /\d+(?![\w.])|\d+(?=\.\.)/y;
const namePattern = /[A-Za-z_]\w*/y;
/** Operators with a hyphen in their name, which would otherwise be a subtraction. */
const hyphenatedPattern = /(?:project-(?:away|keep|rename|reorder)|make-series|mv-(?:expand|apply)|graph-match)(?!\w)/y;
const markPattern =
  /\.\.|==|!=|=~|!~|<=|>=|!(?=in\b|has|contains|startswith|endswith|between)|[|,()=<>+\-*/%;[\]{}.:~]/y;
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'", '0': '\0' };

/**
 * Splits a query into tokens, without comments.
 *
 * @throws ServiceError BadRequest with the position of the first invalid character
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const kinds: [Token['kind'], RegExp][] = [
    ['name', hyphenatedPattern],
    ['timespan', timespanPattern],
    ['real', realPattern],
    ['long', longPattern],
    ['name', namePattern],
    ['mark', markPattern],
  ];
  while (at < text.length) {
    const space = take(spacePattern);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const datetime = take(datetimePattern);
    if (datetime !== null) {
      tokens.push({ kind: 'datetime', value: (datetime[1] ?? datetime[2] ?? datetime[3] ?? '').trim(), at });
      at += datetime[0].length;
      continue;
    }
    if (/^(?:@?["'])/.test(text.slice(at, at + 2))) {
      const [value, length] = readString(text, at);
      tokens.push({ kind: 'string', value, at });
      at += length;
      continue;
    }
    const found = kinds
      .map(([kind, pattern]) => ({ kind, match: take(pattern)?.[0] }))
      .find(({ match }) => match !== undefined);
    if (found?.match === undefined) throw unreadable(`unexpected '${text.charAt(at)}'`, at);
    tokens.push({ kind: found.kind, value: found.match, at });
    at += found.match.length;
  }
  return tokens;
}

/** A string literal, verbatim (`@"…"`, doubled quotes) or with backslash escapes; and its length in the query. */
function readString(text: string, start: number): [value: string, length: number] {
  const verbatim = text[start] === '@';
  const open = verbatim ? start + 1 : start;
  const quote = text[open];
  let value = '';
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') break;
    if (char === quote) {
      if (!verbatim || text[at + 1] !== quote) return [value, at + 1 - start];
      at += 1;
      value += quote;
    } else if (char === '\\' && !verbatim) {
      const [escaped, length] = readEscape(text, at);
      value += escaped;
      at += length - 1;
    } else value += char;
  }
  throw unreadable('a string literal does not end', start);
}

function readEscape(text: string, at: number): [value: string, length: number] {
  const unicode = /^\\u([0-9a-fA-F]{4})/.exec(text.slice(at, at + 6));
  if (unicode !== null) return [String.fromCharCode(Number.parseInt(unicode[1] ?? '', 16)), 6];
  const escaped = escapes[text.charAt(at + 1)];
  if (escaped === undefined) throw queryError(`'\\${text.charAt(at + 1)}' is not an escape of a string literal`, at);
  return [escaped, 2];
}
