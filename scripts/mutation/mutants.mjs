// Finds what can be changed in a source file, and puts every change behind a switch. Pure functions of text.
import { parseSync } from 'rolldown/utils';

/**
 * A change of one place of a source file.
 * @typedef {object} Mutant
 * @property {number} start where the place begins
 * @property {number} end where it ends
 * @property {number} line of its first character, from 1
 * @property {string} original the text of the place
 * @property {string} replacement the text that replaces it; empty if the place is dropped
 * @property {'expression' | 'statement' | 'property' | 'element' | 'entry'} place
 */

const swapped = {
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
const chained = new Set(
  'catch filter finally flat map normalize replace replaceAll reverse slice sort toLowerCase toUpperCase trim'.split(
    ' ',
  ),
);

/** Numbers near a number; small ones count something, large ones are a limit. */
const near = (value) =>
  Math.abs(value) < 10 ? [value + 1, ...(value > 0 ? [value - 1] : [])] : [Math.floor(value / 2), value * 2];

/** A pattern without one of its anchors or word boundaries, once for each. */
const withoutAnchors = (pattern) =>
  // A class or an escape is skipped whole, so that a ^ or $ in it is no anchor.
  [...pattern.matchAll(/\[(?:\\.|[^\]])*\]|\\b|\\.|[$^]/g)]
    .filter(([text]) => ['^', '$', '\\b'].includes(text))
    .map(({ 0: text, index }) => pattern.slice(0, index) + pattern.slice(index + text.length));

function parse(source) {
  const { program, errors } = parseSync('source.ts', source, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${errors[0].message}\n${errors[0].codeframe}`);
  return program;
}

/** What a node may be replaced by, by its type; `text` gives the source of a node. */
const expressions = {
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
      [left, right].some(({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string');
    if (!(operator in swapped) || joinsText) return [];
    return [`${text(left)} ${swapped[operator]} ${text(right)}`];
  },
  LogicalExpression({ left, operator, right }, text) {
    const operands = [text(left), text(right)];
    return operator === '??' ? operands : [...operands, `(${operands[0]}) ${swapped[operator]} (${operands[1]})`];
  },
  UnaryExpression: ({ operator, argument }, text) => (operator === '!' ? [text(argument)] : []),
  UpdateExpression: ({ operator, argument, prefix }, text) =>
    prefix ? [swapped[operator] + text(argument)] : [text(argument) + swapped[operator]],
  AssignmentExpression: ({ left, operator, right }, text) =>
    operator in swapped ? [`${text(left)} ${swapped[operator]} ${text(right)}`] : [],
  CallExpression({ callee, arguments: given }, text) {
    if (callee.type === 'MemberExpression') return chained.has(callee.property.name) ? [text(callee.object)] : [];
    const [only] = given;
    return callee.type === 'Identifier' && given.length === 1 && only.type !== 'SpreadElement' ? [text(only)] : [];
  },
};

const loops = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);
const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const droppable = new Set(['ExpressionStatement', 'ThrowStatement', 'ContinueStatement', 'BreakStatement']);

/** The expressions and statements that a node holds, with the key that they stand under; types have no run time. */
function* children(node) {
  // An import, whose text is a name.
  if (node.source) return;
  for (const [key, value] of Object.entries(node)) {
    const isName = key === 'key' && !node.computed;
    if (isName || key === 'update' || key === 'quasi') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string' && (!child.type.startsWith('TS') || child.expression)) yield [key, child];
    }
  }
}

/** Whether a part of an object literal can be spread without a change of what the object is. */
const canBeSpread = ({ kind = 'init', key }) => kind === 'init' && key?.name !== '__proto__';

/** The ways to drop or leave something at a node: place, range, replacement. */
function* drops(node, key, parent) {
  if (key === 'test' && parent.type !== 'SwitchCase') {
    yield ['expression', node, 'false'];
    if (!loops.has(parent.type)) yield ['expression', node, 'true'];
  }
  if (droppable.has(node.type) && !node.directive) yield ['statement', node, ''];
  if (node.type === 'ObjectExpression') {
    for (const property of node.properties.filter(canBeSpread)) yield ['property', property, ''];
  }
  if (node.type === 'ArrayExpression') for (const element of node.elements) if (element) yield ['element', element, ''];
  if (functions.has(node.type) && parent.kind !== 'constructor' && node.body?.body?.length > 1) {
    const entry = node.body.start + 1;
    yield ['entry', { start: entry, end: entry }, 'return;'];
  }
}

/** A part of `a?.b.c()`, which ends early together with the rest. */
const isInChain = (key, parent, parentIsInChain) =>
  parent.type === 'ChainExpression' || (parentIsInChain && ['object', 'callee', 'expression'].includes(key));

/**
 * Every mutant of a source file.
 * @param {string} source TypeScript
 * @returns {Mutant[]}
 */
export function mutantsOf(source) {
  const found = new Map();
  const text = ({ start, end }) => source.slice(start, end);
  const add = (place, { start, end }, replacement) => {
    const original = source.slice(start, end);
    const line = source.slice(0, start).split('\n').length;
    const mutant = { start, end, line, original, replacement, place };
    if (replacement !== original) found.set([start, end, place, replacement].join(), mutant);
  };
  const visit = (node, key, parent, parentIsInChain) => {
    const inChain = isInChain(key, parent, parentIsInChain);
    const isStatement = node.type === 'CallExpression' && parent.type === 'ExpressionStatement';
    const canBeReplaced = !isStatement && (!inChain || parent.type === 'ChainExpression');
    if (canBeReplaced) for (const other of expressions[node.type]?.(node, text) ?? []) add('expression', node, other);
    for (const drop of drops(node, key, parent)) add(...drop);
    for (const [childKey, child] of children(node)) visit(child, childKey, node, inChain);
  };
  const program = parse(source);
  visit(program, 'program', program, false);
  return [...found.values()];
}

/** How the switch is put around a place: before it and after it. */
const switches = {
  expression: (mutants) => [
    `(${mutants.map(({ id, replacement }) => `mutated(${id}) ? (${replacement}) : `).join('')}`,
    ')',
  ],
  statement: ([{ id }]) => [`{ if (!mutated(${id})) `, ' }'],
  property: ([{ id }]) => [`...(mutated(${id}) ? {} : { `, ' })'],
  element: ([{ id }]) => [`...(mutated(${id}) ? [] : [`, '])'],
  entry: ([{ id }]) => [` if (mutated(${id})) return;`, ''],
};

/** An element of an array may begin and end where an expression does; its switch is the outer one. */
const outermost = (a, b) =>
  a.start - b.start || b.end - a.end || Number(a.place === 'expression') - Number(b.place === 'expression');

/**
 * The source with each of its mutants behind `mutated(id)`, on the lines where they were.
 * @param {string} source
 * @param {(Mutant & { id: number })[]} mutants
 * @param {string} module that exports `mutated`
 */
export function instrument(source, mutants, module) {
  const places = new Map();
  for (const mutant of mutants) {
    const key = [mutant.start, mutant.end, mutant.place].join();
    places.set(key, [...(places.get(key) ?? []), mutant]);
  }
  const opened = new Map();
  const closed = new Map();
  for (const group of [...places.values()].sort(([a], [b]) => outermost(a, b))) {
    const [{ start, end, place }] = group;
    const [before, after] = switches[place](group);
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
