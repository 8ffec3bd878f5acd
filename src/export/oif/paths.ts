import type { JsonSchema } from '../../catalogue/schema.ts';

/** The step of a path that stands for each item of an array. */
export const each = '[]';

/** A value somewhere in a result. */
export interface Leaf {
  /** Keys from the outside in, and `each`. */
  steps: string[];
  type: string;
}

const isPlain = (key: string): boolean => key === each || /^\w+$/.test(key);

/** Formats a path for the framework: steps separated by dots, keys with special characters in quotes. */
export const oifPath = (steps: readonly string[]): string =>
  steps.map((step) => (isPlain(step) ? step : `"${step}"`)).join('.');

/** Splits a path of the manifest's tables (`value[].id`; `[].id` if the result is a list itself) into steps. */
export const stepsOf = (path: string): string[] =>
  path
    .split('.')
    .flatMap((key) => (key.endsWith(each) ? [key.slice(0, -each.length), each] : [key]))
    .filter((step) => step !== '');

/** The type of a value: text if it may have several types, because the platform reads those as text. */
function typeOf({ type = 'string' }: JsonSchema): string {
  const types = [type].flat().filter((name) => name !== 'null');
  return types.length === 1 ? String(types[0]) : 'string';
}

/** Lists the leaves of a schema in its order. An object without declared members is a leaf. */
export function leavesOf(schema: JsonSchema, steps: readonly string[] = []): Leaf[] {
  const { properties, items } = schema;
  if (items !== undefined) return leavesOf(items, [...steps, each]);
  if (properties === undefined) return [{ steps: [...steps], type: typeOf(schema) }];
  return Object.entries(properties).flatMap(([name, property]) => leavesOf(property, [...steps, name]));
}
