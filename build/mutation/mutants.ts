// Finds what can be changed in a source file, and puts every change behind a switch. Pure functions of text.
import { parseSync } from 'rolldown/utils';

type Place = 'expression' | 'statement' | 'property' | 'element' | 'entry';

/** A stretch of a source file. */
interface Range {
  start: number;
  end: number;
}

/** A change of one place of a source file. */
export interface Mutant extends Range {
  place: Place;
  /** Line of its first character, from 1. */
  line: number;
  /** Text of the place. */
  original: string;
  /** Text that replaces it; empty if the place is dropped. */
  replacement: string;
}

/** A mutant with the number that turns it on. */
export type NumberedMutant = Mutant & { id: number };

/** A node of the syntax tree (ESTree), whose parts are read by their keys. */
interface Node extends Range {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the parts depend on the type
  [key: string]: any;
}

const SWAPPED: Record<string, string> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
};

/** Methods whose result has the type of the object, so that the call can be dropped. */
const CHAINED = new Set(
  'catch filter finally flat map normalize replace replaceAll reverse slice sort toLowerCase toUpperCase trim'.split(
    ' ',
  ),
);

/** Lists numbers near a number; small ones count something, large ones are a limit. */
const near = (value: number): number[] =>
  Math.abs(value) < 10 ? [value + 1, ...(value > 0 ? [value - 1] : [])] : [Math.floor(value / 2), value * 2];

/** Lists a pattern without one of its anchors or word boundaries, once for each. */
const withoutAnchors = (pattern: string): string[] =>
  // A class or an escape is skipped whole: a ^ or $ in it is not an anchor.
  [...pattern.matchAll(/\[(?:\\.|[^\]])*\]|\\b|\\.|[$^]/g)]
    .filter(([text]) => ['^', '$', '\\b'].includes(text))
    .map(({ 0: text, index }) => pattern.slice(0, index) + pattern.slice(index + text.length));

function parse(source: string): Node {
  const { program, errors } = parseSync('source.ts', source, { lang: 'ts' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${error.message}\n${error.codeframe}`);
  return program;
}

/** Replacements of a node by its type; `text` returns the source of a node. */
const EXPRESSIONS: Record<string, (node: Node, text: (node: Range) => string) => string[]> = {
  Literal({ value, regex, raw }) {
    if (regex) return withoutAnchors(regex.pattern).map((pattern) => `/${pattern || '(?:)'}/${regex.flags}`);
    if (typeof value === 'boolean') return [String(!value)];
    if (typeof value === 'string') return [value === '' ? "'mutated'" : "''"];
    return typeof value === 'number' ? near(value).map(String) : raw === 'null' ? ['undefined'] : [];
  },
  TemplateLiteral: () => ["''"],
  BinaryExpression({ left, operator, right }, text) {
    const joinsText =
      operator === '+' &&
      [left, right].some(({ type, value }: Node) => type === 'TemplateLiteral' || typeof value === 'string');
    if (!(operator in SWAPPED) || joinsText) return [];
    return [`${text(left)} ${SWAPPED[operator]} ${text(right)}`];
  },
  LogicalExpression({ left, operator, right }, text) {
    const operands = [text(left), text(right)];
    return operator === '??' ? operands : [...operands, `(${operands[0]}) ${SWAPPED[operator]} (${operands[1]})`];
  },
  UnaryExpression: ({ operator, argument }, text) => (operator === '!' ? [text(argument)] : []),
  UpdateExpression: ({ operator, argument, prefix }, text) =>
    prefix ? [`${SWAPPED[operator]}${text(argument)}`] : [`${text(argument)}${SWAPPED[operator]}`],
  AssignmentExpression: ({ left, operator, right }, text) =>
    operator in SWAPPED ? [`${text(left)} ${SWAPPED[operator]} ${text(right)}`] : [],
  CallExpression({ callee, arguments: given }, text) {
    if (callee.type === 'MemberExpression') return CHAINED.has(callee.property.name) ? [text(callee.object)] : [];
    const [only] = given;
    return callee.type === 'Identifier' && given.length === 1 && only.type !== 'SpreadElement' ? [text(only)] : [];
  },
};

const LOOPS = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);
const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const DROPPABLE = new Set(['ExpressionStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement']);

/** Lists the expressions and statements of a node with their keys; types do not exist at run time. */
function* children(node: Node): Generator<[string, Node]> {
  // The text of an import is a name.
  if (node.source) return;
  for (const [key, value] of Object.entries(node)) {
    const isName = key === 'key' && !node.computed;
    if (isName || key === 'update' || key === 'quasi') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string' && (!child.type.startsWith('TS') || child.expression)) yield [key, child];
    }
  }
}

/** Whether a part of an object literal can be spread and leaves the same object. */
const canBeSpread = ({ kind = 'init', key }: Node): boolean => kind === 'init' && key?.name !== '__proto__';

/** Lists the ways to drop or leave something at a node. */
function* drops(node: Node, key: string, parent: Node): Generator<[Place, Range, string]> {
  if (key === 'test' && parent.type !== 'SwitchCase') {
    yield ['expression', node, 'false'];
    if (!LOOPS.has(parent.type)) yield ['expression', node, 'true'];
  }
  if (DROPPABLE.has(node.type) && !node.directive) yield ['statement', node, ''];
  if (node.type === 'ObjectExpression') {
    for (const property of node.properties.filter(canBeSpread)) yield ['property', property, ''];
  }
  if (node.type === 'ArrayExpression') for (const element of node.elements) if (element) yield ['element', element, ''];
  if (FUNCTIONS.has(node.type) && parent.kind !== 'constructor' && node.body?.body?.length > 1) {
    const entry = node.body.start + 1;
    yield ['entry', { start: entry, end: entry }, 'return;'];
  }
}

/** Whether a node is part of `a?.b.c()`, which ends early as a whole. */
const isInChain = (key: string, parent: Node, parentIsInChain: boolean): boolean =>
  parent.type === 'ChainExpression' || (parentIsInChain && ['object', 'callee', 'expression'].includes(key));

/** Lists every mutant of a TypeScript source. */
export function mutantsOf(source: string): Mutant[] {
  const found = new Map<string, Mutant>();
  const text = ({ start, end }: Range) => source.slice(start, end);
  const add = (place: Place, { start, end }: Range, replacement: string) => {
    const original = source.slice(start, end);
    const line = source.slice(0, start).split('\n').length;
    const mutant = { start, end, line, original, replacement, place };
    if (replacement !== original) found.set([start, end, place, replacement].join(), mutant);
  };
  const visit = (node: Node, key: string, parent: Node, parentIsInChain: boolean) => {
    const inChain = isInChain(key, parent, parentIsInChain);
    const isStatement = node.type === 'CallExpression' && parent.type === 'ExpressionStatement';
    const canBeReplaced = !isStatement && (!inChain || parent.type === 'ChainExpression');
    if (canBeReplaced) for (const other of EXPRESSIONS[node.type]?.(node, text) ?? []) add('expression', node, other);
    for (const drop of drops(node, key, parent)) add(...drop);
    for (const [childKey, child] of children(node)) visit(child, childKey, node, inChain);
  };
  const program = parse(source);
  visit(program, 'program', program, false);
  return [...found.values()];
}

/** Texts of the switch before and after a place. */
const SWITCHES: Record<Place, (mutants: [NumberedMutant, ...NumberedMutant[]]) => [string, string]> = {
  expression: (mutants) => [
    `(${mutants.map(({ id, replacement }) => `mutated(${id}) ? (${replacement}) : `).join('')}`,
    ')',
  ],
  statement: ([{ id }]) => [`{ if (!mutated(${id})) `, ' }'],
  property: ([{ id }]) => [`...(mutated(${id}) ? {} : { `, ' })'],
  element: ([{ id }]) => [`...(mutated(${id}) ? [] : [`, '])'],
  entry: ([{ id }]) => [` if (mutated(${id})) return;`, ''],
};

/** Sorts places from the outside in: an element of an array may cover the same range as its expression. */
const outermost = (a: Mutant, b: Mutant): number =>
  a.start - b.start || b.end - a.end || Number(a.place === 'expression') - Number(b.place === 'expression');

/**
 * Puts each mutant of a source behind `mutated(id)`, without moving a line.
 * @param module that exports `mutated`
 */
export function instrument(source: string, mutants: readonly NumberedMutant[], module: string): string {
  const places = new Map<string, [NumberedMutant, ...NumberedMutant[]]>();
  for (const mutant of mutants) {
    const key = [mutant.start, mutant.end, mutant.place].join();
    const group = places.get(key);
    if (group === undefined) places.set(key, [mutant]);
    else group.push(mutant);
  }
  const opened = new Map<number, string>();
  const closed = new Map<number, string>();
  for (const group of [...places.values()].sort(([a], [b]) => outermost(a, b))) {
    const [{ start, end, place }] = group;
    const [before, after] = SWITCHES[place](group);
    opened.set(start, (opened.get(start) ?? '') + before);
    closed.set(end, after + (closed.get(end) ?? ''));
  }
  const cuts = [...new Set([0, ...opened.keys(), ...closed.keys(), source.length])].sort((a, b) => a - b);
  const text = cuts.map(
    (cut, index) => (closed.get(cut) ?? '') + (opened.get(cut) ?? '') + source.slice(cut, cuts[index + 1]),
  );
  const instrumented = `${text.join('')}import { mutated } from ${JSON.stringify(module)};\n`;
  parse(instrumented);
  return instrumented;
}
