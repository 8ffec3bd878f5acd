import { backslash, closeBrace, closeBracket, colon, comma, openBrace, openBracket, quote } from '../json-text.ts';

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Cuts the JSON text of an answer into the texts of its schema and of its rows, piece by piece and without reading them:
 * whoever parses what comes out finds out whether it is JSON. Both APIs answer with one object; what else is in it is
 * passed over.
 */
export class AnswerScanner {
  /** Text of the schema, once it has come. */
  schema: string | undefined;
  /** Whether a list of results has come, be it an empty one. */
  hasResults = false;
  /** Texts of rows; whoever takes some, empties the list. */
  rows: string[] = [];

  /** Objects and lists that are open: 1 is the answer itself, 2 the list of results. */
  #depth = 0;
  #ended = false;
  #inText = false;
  #escaped = false;
  /** The member of the answer that is being passed, in lower case, and whether its value has begun. */
  #member = '';
  #inValue = false;
  /** What is being kept, where it begins in this piece, and what of it stands in the pieces before. */
  #keeping: 'member' | 'schema' | 'row' | undefined;
  #start = 0;
  #before: Buffer[] = [];

  /** Takes the next piece. Throws SyntaxError for what cannot be an answer. */
  push(piece: Buffer): void {
    this.#start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] as number;
      if (!this.#inText) this.#mark(byte, piece, at);
      else if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inText = false;
        if (this.#keeping === 'member') this.#member = String(JSON.parse(this.#kept(piece, at))).toLowerCase();
      }
    }
    if (this.#keeping !== undefined) this.#before.push(piece.subarray(this.#start));
  }

  /** Says that there are no more pieces. Throws SyntaxError where the answer is not at its end. */
  end(): void {
    if (!this.#ended) throw new SyntaxError('the object does not end');
  }

  /** A byte outside of texts. */
  #mark(byte: number, piece: Buffer, at: number): void {
    switch (byte) {
      case quote:
        this.#inText = true;
        if (this.#depth === 1 && !this.#inValue) this.#keep('member', at);
        else this.#refuseBeside();
        break;
      case openBrace:
      case openBracket:
        this.#open(byte, at);
        break;
      case closeBrace:
      case closeBracket:
        this.#close(piece, at);
        break;
      case colon:
        if (this.#depth === 1) this.#inValue = true;
        break;
      case comma:
        if (this.#depth === 1) this.#inValue = false;
        break;
      default:
        if (!isSpace(byte)) this.#refuseBeside();
    }
  }

  #open(byte: number, at: number): void {
    if (this.#depth === 0 && (byte !== openBrace || this.#ended)) throw new SyntaxError('no object, or a second one');
    if (this.#depth === 1 && this.#member === 'schema') this.#keep('schema', at);
    if (this.#depth === 1 && this.#member === 'results' && byte === openBracket) this.hasResults = true;
    if (this.#isBetweenRows) {
      if (byte === openBracket) throw new SyntaxError('a row that is a list');
      this.#keep('row', at);
    }
    this.#depth += 1;
  }

  #close(piece: Buffer, at: number): void {
    this.#depth -= 1;
    if (this.#depth === 0) this.#ended = true;
    if (this.#depth < 0) throw new SyntaxError('more ends than beginnings');
    if (this.#depth === 1 && this.#keeping === 'schema') this.schema = this.#kept(piece, at);
    if (this.#depth === 2 && this.#keeping === 'row') this.rows.push(this.#kept(piece, at));
  }

  /** In the list of results, and in none of its rows. */
  get #isBetweenRows(): boolean {
    return this.#depth === 2 && this.#member === 'results' && this.#keeping === undefined;
  }

  /** Something that is no row among the rows, or beside the answer. */
  #refuseBeside(): void {
    if (this.#depth === 0 || this.#isBetweenRows) throw new SyntaxError('something else than an object');
  }

  #keep(what: 'member' | 'schema' | 'row', at: number): void {
    this.#keeping = what;
    this.#start = at;
  }

  /** What was kept, up to and with the byte at an index of this piece. */
  #kept(piece: Buffer, end: number): string {
    const last = piece.subarray(this.#start, end + 1);
    const text =
      this.#before.length === 0 ? last.toString('utf8') : Buffer.concat([...this.#before, last]).toString('utf8');
    this.#keeping = undefined;
    this.#before = [];
    return text;
  }
}
