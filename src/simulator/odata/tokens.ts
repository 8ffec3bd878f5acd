import { normalTime } from '../tenant/time.ts';
import { ServiceError } from '../wire/errors.ts';

/** A token of a `$filter`. A time is in the wire form, so that it compares as text. */
export type Token =
  | { kind: 'name' | 'text' | 'time' | 'mark'; value: string; at: number }
  | { kind: 'number'; value: number; at: number };

const timePattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?(?![\w:.])/i;
const numberPattern = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w:-])/;
const namePattern = /^[A-Za-z_@$][\w.$@]*/;

/**
 * Splits a `$filter` into tokens.
 *
 * @throws ServiceError ODataError with the position of the first invalid character
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 4096);
    const space = /^\s+/.exec(rest);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    if (rest[0] === "'") {
      const [value, length] = quoted(text, at);
      tokens.push({ kind: 'text', value, at });
      at += length;
      continue;
    }
    const time = timePattern.exec(rest)?.[0];
    const number = numberPattern.exec(rest)?.[0];
    const name = namePattern.exec(rest)?.[0];
    if (time !== undefined) {
      const value = normalTime(time);
      if (value === undefined) throw unreadable(`'${time}' is not a date-time`, at);
      tokens.push({ kind: 'time', value, at });
      at += time.length;
    } else if (number !== undefined) {
      tokens.push({ kind: 'number', value: Number(number), at });
      at += number.length;
    } else if (name !== undefined) {
      tokens.push({ kind: 'name', value: name, at });
      at += name.length;
    } else if ('(),/:[]'.includes(text.charAt(at))) {
      tokens.push({ kind: 'mark', value: text.charAt(at), at });
      at += 1;
    } else {
      throw unreadable(`unexpected character '${text.charAt(at)}'`, at);
    }
  }
  return tokens;
}

/** An ODataError with the position of the problem. */
export const unreadable = (problem: string, at: number): ServiceError =>
  new ServiceError('ODataError', `The query option '$filter' could not be read: ${problem} at position ${at}.`);

/** A literal in single quotes, in which a doubled quote is one quote; and its length in the filter. */
function quoted(text: string, start: number): [value: string, length: number] {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== "'") value += text[at];
    else if (text[at + 1] === "'") {
      value += "'";
      at += 1;
    } else return [value, at + 1 - start];
  }
  throw unreadable('a quoted text does not end', start);
}
