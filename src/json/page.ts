import { isUtf8 } from 'node:buffer';
import {
  closeBrace,
  closeBracket,
  openBrace,
  openBracket,
  passName,
  passOn,
  passSpace,
  passString,
  passValue,
} from './json-text.ts';
import { mostLevels } from './parse.ts';

/** Rows of a page, held as the text that they came in: most of them are only handed on. */
export class Rows {
  readonly #bytes: Buffer;
  readonly #from: number;
  /** Where each of them ends. */
  readonly #ends: readonly number[];

  constructor(bytes: Buffer, from: number, ends: readonly number[]) {
    this.#bytes = bytes;
    this.#from = from;
    this.#ends = ends;
  }

  get count(): number {
    return this.#ends.length;
  }

  /** The first ones as JSON, with commas between and without line breaks. */
  text(most = this.count): Buffer {
    return this.#bytes.subarray(this.#from, this.#ends[Math.min(most, this.count) - 1] ?? this.#from);
  }

  /** What they say. */
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

  function passRows(list: number): number {
    const ends: number[] = [];
    let at = passSpace(bytes, list + 1);
    while (bytes[at] !== closeBracket) {
      const end = passValue(bytes, at, mostLevels - 2);
      ends.push(end);
      at = passOn(bytes, end, closeBracket);
    }
    members.set('value', new Rows(bytes, list + 1, ends));
    return at + 1;
  }

  function readMember(at: number): number {
    const name = readText(at, passString(bytes, at));
    const value = passName(bytes, at);
    if (name === 'value' && bytes[value] === openBracket) return passRows(value);
    const end = passValue(bytes, value, mostLevels - 1);
    members.set(name, readText(value, end));
    return end;
  }

  const start = passSpace(bytes, 0);
  if (bytes[start] !== openBrace) return readText(start, bytes.length);
  let at = passSpace(bytes, start + 1);
  while (bytes[at] !== closeBrace) at = passOn(bytes, readMember(at), closeBrace);
  if (passSpace(bytes, at + 1) !== bytes.length) throw new SyntaxError('more behind it');
  return Object.fromEntries(members);
}
