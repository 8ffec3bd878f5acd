/** A piece of a line in one style. */
export interface Span {
  text: string;
  styles: readonly string[];
}

/** Classes of the styles that our output has, by the number that turns each on. */
const styles: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that a terminal reads
const colour = /\u001b\[([\d;]*)m/;

/** Seconds that a step of the demo takes, by its outcome: a collection, a wait for an action, and a single call. */
const secondsOf = (outcome: string): string =>
  /verified/.test(outcome) ? '3.0' : /Succeeded\b/.test(outcome) ? '1.3' : '0.3';

type Fix = readonly [pattern: RegExp, value: string | ((all: string, ...groups: string[]) => string)];

/** Values that differ from run to run, each with one of the same width. */
const volatile: readonly Fix[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:38443'],
  [
    /\d{4}-\d\d-\d\d([T ])\d\d:\d\d:\d\d(\.\d+)?Z/g,
    (_, between = '', fraction = '') => `2026-11-28${between}03:00:00${fraction.replaceAll(/\d/g, '0')}Z`,
  ],
  [/(defender-soar-package-)\w{6}/g, '$1a1b2c3'],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '5382f7ea-7557-4ab7-9782-d50480024a4e'],
  [/(Latency \(ms\): )\d+/g, '$18'],
  [/^( {5}done .*, )\d+\.\d s$/g, (_, outcome = '') => `${outcome}${secondsOf(outcome)} s`],
  [
    /^([ \d]\d {2}\S.*?)( +\d+\.\d)$/g,
    (_, outcome = '', seconds = '') => `${outcome}${secondsOf(outcome).padStart(seconds.length)}`,
  ],
  [/^(\d+ steps, )\d+\.\d seconds$/g, '$18.3 seconds'],
];

const fixed = (text: string): string =>
  volatile.reduce(
    (kept, [pattern, value]) =>
      typeof value === 'string' ? kept.replaceAll(pattern, value) : kept.replaceAll(pattern, value),
    text,
  );

/** Splits a line at its colour sequences, and cuts it to a width. */
function spansOf(line: string, columns: number): Span[] {
  const [first = '', ...rest] = line.split(colour);
  let active: string[] = [];
  let room = columns;
  const spans: Span[] = [];
  const add = (text: string) => {
    const cut = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
    if (room > 0 && cut !== '') spans.push({ text: cut, styles: active });
    room -= text.length;
  };
  add(first);
  for (let at = 0; at < rest.length; at += 2) {
    const style = styles[rest[at] ?? ''];
    active = style === undefined ? [] : [...active, style];
    add(rest[at + 1] ?? '');
  }
  return spans;
}

/** Reads what a terminal shows at the end: the last state of each line, with its styles. */
export const linesOf = (output: string, columns: number): Span[][] =>
  output
    .replaceAll('\r\n', '\n')
    .trimEnd()
    .split('\n')
    .map((line) => spansOf(fixed(line.split('\r\u001b[2K').at(-1) ?? ''), columns));
