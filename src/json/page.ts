import { isUtf8 } from 'node:buffer';
import {
  closeBrace,
  closeBracket,
  openBrace,
  openBracket,
  skipName,
  skipSeparator,
  skipSpace,
  skipString,
  skipValue,
} from './json-text.ts';
import { mostLevels } from './parse.ts';

/** Rows of a page, kept as JSON text: most rows are only copied to the output. */
export class Rows {
  readonly #bytes: Buffer;
  readonly #from: number;
  /** Offset of the end of each row. */
  readonly #ends: readonly number[];

  constructor(bytes: Buffer, from: number, ends: readonly number[]) {
    this.#bytes = bytes;
    this.#from = from;
    this.#ends = ends;
  }

  get count(): number {
    return this.#ends.length;
  }

  /** Returns the first rows as JSON, separated by commas, without line breaks. */
  text(most = this.count): Buffer {
    return this.#bytes.subarray(this.#from, this.#ends[Math.min(most, this.count) - 1] ?? this.#from);
  }

  /** Parses the rows. */
  read(): unknown[] {
    return JSON.parse(`[${this.text()}]`);
  }
}

/**
 * Reads the body of a page: an object whose `value`, if that is a list, becomes `Rows`. Throws for a body that is not
 * JSON to its last byte, or has more than `mostLevels`.
 */
export function parsePage(body: Buffer): unknown {
  const bytes = isUtf8(body) ? body : Buffer.from(body.toString('utf8'));
  const members = new Map<string, unknown>();
  const readText = (from: number, to: number) => JSON.parse(bytes.toString('utf8', from, to));

  function readRows(list: number): number {
    const ends: number[] = [];
    let at = skipSpace(bytes, list + 1);
    while (bytes[at] !== closeBracket) {
      const end = skipValue(bytes, at, mostLevels - 2);
      ends.push(end);
      at = skipSeparator(bytes, end, closeBracket);
    }
    members.set('value', new Rows(bytes, list + 1, ends));
    return at + 1;
  }

  function readMember(at: number): number {
    const name = readText(at, skipString(bytes, at));
    const value = skipName(bytes, at);
    if (name === 'value' && bytes[value] === openBracket) return readRows(value);
    const end = skipValue(bytes, value, mostLevels - 1);
    members.set(name, readText(value, end));
    return end;
  }

  const start = skipSpace(bytes, 0);
  if (bytes[start] !== openBrace) return readText(start, bytes.length);
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== closeBrace) at = skipSeparator(bytes, readMember(at), closeBrace);
  if (skipSpace(bytes, at + 1) !== bytes.length) throw new SyntaxError('more text after the end');
  return Object.fromEntries(members);
}
