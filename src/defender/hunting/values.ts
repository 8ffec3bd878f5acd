import { parseLossless, stringifyLossless } from '../../json/lossless.ts';
import { isDeeper, mostLevels } from '../../json/parse.ts';
import { isObject } from '../../values/text.ts';
import type { Column, Fields } from './columns.ts';

/** A row: its values in the order of the schema, then values that the schema does not name. */
export interface Row {
  cells: unknown[];
  rest: [name: string, value: unknown][];
}

/** Parses text that holds a structure; other text, or a structure that is nested too deep, stays text. */
function unfold(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const structure = parseLossless(value);
    return isDeeper(structure, mostLevels) ? value : structure;
  } catch {
    return value;
  }
}

/** Graph notes the type of a value next to it, or inside of it. */
const isAnnotation = (name: string): boolean => name.includes('@odata.');

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isAnnotation(name));
  return Object.fromEntries(kept.map(([name, held]) => [name, withoutAnnotations(held)]));
}

/**
 * A dynamic value as what it stands for: the APIs give a structure as itself or as its JSON text, and a list as a list of
 * such texts. An empty bag looks like Graph's null, and is null on both. Annotations are Graph's in what it wrote
 * as a structure; in a text they are the data's own.
 */
function readDynamic(value: unknown): unknown {
  const structure = typeof value === 'string' ? unfold(value) : withoutAnnotations(value);
  if (Array.isArray(structure)) return structure.map(unfold);
  return isObject(structure) && Object.keys(structure).length === 0 ? null : structure;
}

/** The engine counts in units of 100 nanoseconds: a time with fewer digits had zeros there. */
const timeText = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/, (_, seconds: string, fraction = '') => {
    return `${seconds}.${fraction.padEnd(7, '0')}Z`;
  });

function readValue(value: unknown, type: string): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return readDynamic(value);
  if (type === 'Boolean' && typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return value;
  if (type === 'DateTime') return timeText(value);
  return type === 'Object' ? readDynamic(value) : value;
}

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The target of a row's key: the index of a column, or one of these. */
const [ofNoColumn, annotation] = [-1, -2];

/** How a key may spell a column's name, the surest way first. */
const spellings: ((name: string, key: string) => boolean)[] = [
  (name, key) => name === key,
  (name, key) => camel(name) === key,
  (name, key) => name.toLowerCase() === key.toLowerCase(),
];

/**
 * Finds the columns that a row's keys mean: keys may be in camel case, or in any other than the schema's. No key takes a
 * column from one that spells it better, wherever that stands.
 */
function placesOf(keys: readonly string[], columns: readonly Column[]): number[] {
  const places = keys.map((key) => (isAnnotation(key) ? annotation : ofNoColumn));
  const taken = new Set<number>();
  for (const fits of spellings) {
    for (const [index, key] of keys.entries()) {
      if (places[index] !== ofNoColumn) continue;
      const place = columns.findIndex(({ name }, at) => fits(name, key) && !taken.has(at));
      places[index] = place < 0 ? ofNoColumn : place;
      taken.add(place);
    }
  }
  return places;
}

/**
 * Reads rows into one form, whichever API wrote them: a value for every column of the schema, null if there is none;
 * booleans as such; times with all seven digits of the second; dynamic values as structures.
 */
export function rowReader(columns: readonly Column[]): (row: Fields) => Row {
  // Most rows have the same keys as the one before.
  const known = new Map<string, number[]>();
  return (row) => {
    const keys = Object.keys(row);
    const joined = keys.join();
    const places = known.get(joined) ?? placesOf(keys, columns);
    if (known.size < 100) known.set(joined, places);
    const cells = new Array<unknown>(columns.length).fill(null);
    const rest: Row['rest'] = [];
    for (const [index, key] of keys.entries()) {
      const place = places[index] ?? ofNoColumn;
      if (place >= 0) cells[place] = readValue(row[key], columns[place]?.type ?? '');
      else if (place === ofNoColumn) rest.push([key, readValue(row[key], '')]);
    }
    return { cells, rest };
  };
}

/** Writes rows as JSON text, with every digit and in the order of the columns. */
export function rowWriter(columns: readonly Column[]): (row: Row) => string {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  return ({ cells, rest }) => {
    const members = cells.map((value, index) => names[index] + stringifyLossless(value));
    for (const [name, value] of rest) members.push(`${JSON.stringify(name)}:${stringifyLossless(value)}`);
    return `{${members.join(',')}}`;
  };
}

/** A row as an object. */
export const rowObject = (columns: readonly Column[], { cells, rest }: Row): Fields =>
  Object.fromEntries([...columns.map(({ name }, index): [string, unknown] => [name, cells[index]]), ...rest]);
