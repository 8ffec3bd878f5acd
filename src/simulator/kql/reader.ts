import { type Token, tokenize } from './tokens.ts';
import { queryError, unreadable } from './values.ts';

/** Reads a query token by token. */
export class Reader {
  readonly #tokens: Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#end = text.length;
  }

  get done(): boolean {
    return this.#next >= this.#tokens.length;
  }

  /** Position of the next token, or of the end. */
  get at(): number {
    return this.peek()?.at ?? this.#end;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  take(): Token {
    const token = this.peek();
    if (token === undefined) throw unreadable('the query is incomplete', this.#end);
    this.#next += 1;
    return token;
  }

  sees(kind: Token['kind'], ...values: string[]): boolean {
    const token = this.peek();
    return token?.kind === kind && (values.length === 0 || values.includes(token.value));
  }

  /** Takes the next token if it is this one. */
  skip(kind: Token['kind'], value: string): boolean {
    if (!this.sees(kind, value)) return false;
    this.#next += 1;
    return true;
  }

  expect(kind: Token['kind'], value?: string): Token {
    const token = this.take();
    if (token.kind === kind && (value === undefined || token.value === value)) return token;
    throw unreadable(`expected ${value === undefined ? `a ${kind}` : `'${value}'`}, found '${token.value}'`, token.at);
  }

  /** Items between commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.skip('mark', ',')) items.push(item());
    return items;
  }

  /** Runs a step of a recursive rule, up to a depth at which hostile input cannot exhaust the stack. */
  nested<T>(step: () => T): T {
    this.#depth += 1;
    if (this.#depth > 200) throw queryError('the query nests too deeply', this.at);
    try {
      return step();
    } finally {
      this.#depth -= 1;
    }
  }
}
