import { ServiceError } from '../wire/errors.ts';
import { comparable, comparison, type Literal, type Operator, operators, plain } from './compare.ts';
import { findProperty, type Properties, type PropertyKind } from './properties.ts';
import { type Token, tokenize, unreadable } from './tokens.ts';

/** Whether an entity matches a filter. */
export type Test = (entity: Record<string, unknown>) => boolean;

/** A value to test: a property of the entity, or the variable of a lambda. */
interface Operand {
  kind: PropertyKind;
  name: string;
  of: (entity: Record<string, unknown>, element: unknown) => unknown;
}

type InnerTest = (entity: Record<string, unknown>, element: unknown) => boolean;

/** How deep parentheses and `not` may nest, so that hostile input cannot exhaust the stack. */
const maxDepth = 100;
const textFunctions = ['startswith', 'endswith', 'contains'];

/**
 * Parses a `$filter`: comparisons, `in`, `and`, `or`, `not`, parentheses, startswith, endswith, contains, and
 * `any`/`all` over lists of texts.
 *
 * https://learn.microsoft.com/defender-endpoint/api/exposed-apis-odata-samples
 *
 * @throws ServiceError ODataError for a syntax error and for a property that is unknown or not filterable
 */
export function parseFilter(text: string, properties: Properties): Test {
  const parser = new FilterParser(tokenize(text), properties, text.length);
  const test = parser.whole();
  return (entity) => test(entity, undefined);
}

class FilterParser {
  readonly #tokens: Token[];
  readonly #properties: Properties;
  readonly #end: number;
  #next = 0;
  #depth = 0;
  #variable: string | undefined;

  constructor(tokens: Token[], properties: Properties, end: number) {
    this.#tokens = tokens;
    this.#properties = properties;
    this.#end = end;
  }

  whole(): InnerTest {
    const test = this.#or();
    const extra = this.#peek();
    if (extra !== undefined) throw unreadable(`unexpected '${extra.value}'`, extra.at);
    return test;
  }

  #or(): InnerTest {
    const tests = [this.#and()];
    while (this.#takeName('or')) tests.push(this.#and());
    return tests.length === 1
      ? (tests[0] as InnerTest)
      : (entity, element) => tests.some((test) => test(entity, element));
  }

  #and(): InnerTest {
    const tests = [this.#unary()];
    while (this.#takeName('and')) tests.push(this.#unary());
    return tests.length === 1
      ? (tests[0] as InnerTest)
      : (entity, element) => tests.every((test) => test(entity, element));
  }

  #unary(): InnerTest {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw unreadable('the expression nests too deeply', this.#at());
    try {
      if (this.#takeName('not')) {
        const test = this.#unary();
        return (entity, element) => !test(entity, element);
      }
      if (this.#takeMark('(')) {
        const test = this.#or();
        this.#expectMark(')');
        return test;
      }
      return this.#primary();
    } finally {
      this.#depth -= 1;
    }
  }

  #primary(): InnerTest {
    const name = this.#name();
    if (this.#sees('(')) return this.#call(name);
    if (this.#sees('/')) return this.#lambda(name);
    const operand = this.#operand(name);
    const operator = this.#peek();
    if (this.#takeName('in')) return this.#in(operand);
    const known = operators.find((one) => operator?.kind === 'name' && one === operator.value.toLowerCase());
    if (known === undefined) throw unreadable(`an operator is missing after '${name.value}'`, this.#at());
    this.#next += 1;
    return this.#compared(operand, known);
  }

  #compared(operand: Operand, operator: Operator): InnerTest {
    const test = comparison(operand.kind, operator, this.#literal(operand));
    return (entity, element) => test(operand.of(entity, element));
  }

  #in(operand: Operand): InnerTest {
    // OData 4.01 also writes a list in brackets: https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html
    const end = this.#takeMark('[') ? ']' : ')';
    if (end === ')') this.#expectMark('(');
    const values = new Set<unknown>();
    do values.add(plain(operand.kind, this.#literal(operand).value));
    while (this.#takeMark(','));
    this.#expectMark(end);
    return (entity, element) => values.has(plain(operand.kind, operand.of(entity, element)));
  }

  #call(name: { value: string; at: number }): InnerTest {
    const called = textFunctions.find((known) => known === name.value.toLowerCase());
    if (called === undefined) throw unreadable(`an unknown function '${name.value}'`, name.at);
    this.#expectMark('(');
    const operand = this.#operand(this.#name());
    if (operand.kind !== 'text' && operand.kind !== 'enum')
      throw unreadable(`${called} needs a text property`, name.at);
    this.#expectMark(',');
    const wanted = String(plain(operand.kind, this.#literal(operand).value));
    this.#expectMark(')');
    return (entity, element) => {
      const held = plain(operand.kind, operand.of(entity, element));
      if (typeof held !== 'string') return false;
      if (called === 'contains') return held.includes(wanted);
      return called === 'startswith' ? held.startsWith(wanted) : held.endsWith(wanted);
    };
  }

  #lambda(name: { value: string; at: number }): InnerTest {
    const list = this.#operand(name);
    this.#expectMark('/');
    const quantifier = this.#name();
    const every = quantifier.value.toLowerCase() === 'all';
    if (list.kind !== 'texts' || (!every && quantifier.value.toLowerCase() !== 'any') || this.#variable !== undefined) {
      throw unreadable(`'${name.value}/${quantifier.value}' is not supported`, name.at);
    }
    const texts = (entity: Record<string, unknown>): unknown[] => {
      const held = list.of(entity, undefined);
      return Array.isArray(held) ? held : [];
    };
    this.#expectMark('(');
    if (!every && this.#takeMark(')')) return (entity) => texts(entity).length > 0;
    this.#variable = this.#name().value;
    this.#expectMark(':');
    const test = this.#or();
    this.#expectMark(')');
    this.#variable = undefined;
    if (every) return (entity) => texts(entity).every((element) => test(entity, element));
    return (entity) => texts(entity).some((element) => test(entity, element));
  }

  #operand(name: { value: string; at: number }): Operand {
    if (name.value === this.#variable) return { kind: 'text', name: name.value, of: (_entity, element) => element };
    const property = findProperty(this.#properties, name.value);
    if (!property.filterable) {
      throw new ServiceError(
        'ODataError',
        `The property '${property.name}' cannot be used in the $filter query option.`,
      );
    }
    return { kind: property.kind, name: property.name, of: (entity) => entity[property.name] };
  }

  #literal(operand: Operand): Literal {
    const token = this.#take();
    const literal = literalOf(token);
    if (!comparable(operand.kind, literal)) {
      throw unreadable(`'${operand.name}' cannot be compared with a ${literal.kind}`, token.at);
    }
    return literal;
  }

  #name(): { value: string; at: number } {
    const token = this.#take();
    if (token.kind !== 'name') throw unreadable(`a property was expected, not '${token.value}'`, token.at);
    return token;
  }

  #take(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw unreadable('the expression is incomplete', this.#end);
    this.#next += 1;
    return token;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #at(): number {
    return this.#peek()?.at ?? this.#end;
  }

  #sees(mark: string): boolean {
    const token = this.#peek();
    return token?.kind === 'mark' && token.value === mark;
  }

  #takeMark(mark: string): boolean {
    if (!this.#sees(mark)) return false;
    this.#next += 1;
    return true;
  }

  #takeName(name: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'name' || token.value.toLowerCase() !== name) return false;
    this.#next += 1;
    return true;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw unreadable(`'${mark}' is missing`, this.#at());
  }
}

function literalOf(token: Token): Literal {
  if (token.kind === 'text' || token.kind === 'time') return { kind: token.kind, value: token.value };
  if (token.kind === 'number') return { kind: 'number', value: token.value };
  if (token.value === 'true' || token.value === 'false') return { kind: 'boolean', value: token.value === 'true' };
  if (token.value === 'null') return { kind: 'null', value: null };
  throw unreadable(`a literal was expected, not '${token.value}'`, token.at);
}
