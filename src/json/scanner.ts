import { backslash, closeBrace, closeBracket, colon, comma, openBrace, openBracket, quote } from './json-text.ts';
import { mostLevels } from './parse.ts';

const isSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b && byte !== 0x0c);

/** What the grammar allows next, outside of the names, values and rows that are cut out. */
type Expected =
  | 'answer'
  | 'firstName'
  | 'name'
  | 'colon'
  | 'value'
  | 'next'
  | 'firstRow'
  | 'row'
  | 'nextRow'
  | 'nothing';

/** The parts that are cut out as text. */
type Cut = 'name' | 'value' | 'row';

/** The bytes that lead from one state of the grammar to the next. */
const steps: Record<Expected, Record<number, Expected>> = {
  answer: { [openBrace]: 'firstName' },
  firstName: { [closeBrace]: 'nothing' },
  name: {},
  colon: { [colon]: 'value' },
  value: {},
  next: { [comma]: 'name', [closeBrace]: 'nothing' },
  firstRow: { [closeBracket]: 'next' },
  row: {},
  nextRow: { [comma]: 'row', [closeBracket]: 'next' },
  nothing: {},
};

/** The part that begins with a byte, if the byte is not a step of the grammar; otherwise undefined. */
function cutAt(expected: Expected, byte: number): Cut | undefined {
  if (expected === 'firstName' || expected === 'name') return byte === quote ? 'name' : undefined;
  if (expected === 'firstRow' || expected === 'row') return byte === openBrace ? 'row' : undefined;
  return expected === 'value' ? 'value' : undefined;
}

/** The state after a part was cut out. */
const after: Record<Cut, Expected> = { name: 'colon', value: 'next', row: 'nextRow' };

/** Strings, and the beginnings and ends of objects and lists. */
const tokens = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g;

/** A row in which every value that is nested too deep is replaced by its JSON text. */
function foldDeep(row: string): string {
  const parts: string[] = [];
  let [depth, deepest, from, done] = [0, 0, 0, 0];
  for (const { 0: token, index } of row.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      depth += 1;
      if (depth === 2) [from, deepest] = [index, 0];
      deepest = Math.max(deepest, depth - 1);
    } else if (token === '}' || token === ']') {
      depth -= 1;
      if (depth === 1 && deepest > mostLevels) {
        parts.push(row.slice(done, from), JSON.stringify(row.slice(from, index + 1)));
        done = index + 1;
      }
    }
  }
  return parts.join('') + row.slice(done);
}

/**
 * Cuts the JSON text of an answer into the texts of its schema and of its rows, chunk by chunk. It checks everything
 * around them against the grammar; the rows are checked when they are parsed. Both APIs answer with one object;
 * its other members are skipped.
 */
export class AnswerScanner {
  /** Text of the schema, once it has come. */
  schema: string | undefined;
  /** Whether a list of results has come, be it an empty one. */
  hasResults = false;
  /** Texts of rows; taking them empties the list. */
  rows: string[] = [];

  #expected: Expected = 'answer';
  /** The member whose value comes next, in lower case. */
  #member = '';
  /** The part being cut out, where it begins in this chunk, and its text from earlier chunks. */
  #cut: Cut | undefined;
  #start = 0;
  #before: Buffer[] = [];
  /** Its current nesting depth, and the greatest so far. */
  #depth = 0;
  #deepest = 0;
  #inText = false;
  #escaped = false;

  /** Takes the next chunk. Throws SyntaxError for what cannot be an answer. */
  push(chunk: Buffer): void {
    this.#start = 0;
    for (let at = 0; at < chunk.length; ) at = this.#cut === undefined ? this.#step(chunk, at) : this.#pass(chunk, at);
    if (this.#cut !== undefined) this.#before.push(chunk.subarray(this.#start));
  }

  /** Ends the input. Throws SyntaxError if the answer is not complete. */
  end(): void {
    if (this.#expected !== 'nothing') throw new SyntaxError('the object does not end');
  }

  /** Reads the byte at a position outside of a part; returns the next position. */
  #step(chunk: Buffer, at: number): number {
    const byte = chunk[at] as number;
    if (isSpace(byte)) return at + 1;
    const next = steps[this.#expected][byte];
    if (next !== undefined) {
      this.#expected = next;
      return at + 1;
    }
    if (this.#expected === 'value' && this.#member === 'results' && byte === openBracket) {
      this.hasResults = true;
      this.#expected = 'firstRow';
      return at + 1;
    }
    this.#cut = cutAt(this.#expected, byte);
    if (this.#cut === undefined) throw new SyntaxError(`${this.#expected} expected`);
    this.#start = at;
    this.#deepest = 0;
    return at;
  }

  /** Skips over the part being cut out; returns the position after it, or after the chunk. */
  #pass(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) {
          this.#inText = false;
          if (this.#depth === 0) return this.#take(chunk, at + 1);
        }
      } else if (byte === quote) this.#inText = true;
      else if (byte === openBrace || byte === openBracket) {
        this.#depth += 1;
        this.#deepest = Math.max(this.#deepest, this.#depth);
      } else if (byte === closeBrace || byte === closeBracket) {
        // A number or a word has no end of its own.
        if (this.#depth === 0) return this.#take(chunk, at);
        this.#depth -= 1;
        if (this.#depth === 0) return this.#take(chunk, at + 1);
      } else if (this.#depth === 0 && (byte === comma || isSpace(byte))) return this.#take(chunk, at);
    }
    return chunk.length;
  }

  /** Takes the text that ends before a position of this chunk. */
  #take(chunk: Buffer, end: number): number {
    const last = chunk.subarray(this.#start, end);
    const bytes = this.#before.length === 0 ? last : Buffer.concat([...this.#before, last]);
    const text = bytes.toString('utf8');
    const cut = this.#cut as Cut;
    if (cut === 'name') this.#member = String(JSON.parse(text)).toLowerCase();
    else if (cut === 'row') this.rows.push(this.#deepest > mostLevels ? foldDeep(text) : text);
    else if (this.#member === 'schema') this.schema = text;
    else JSON.parse(text);
    this.#expected = after[cut];
    this.#cut = undefined;
    this.#before = [];
    return end;
  }
}
