import type { JsonSchema } from '../catalogue/schema.ts';
import type { Environment } from '../resource/fields.ts';
import type { Input } from './input.ts';
import { readText, readValues } from './text-values.ts';

/** Reads params from variables named by param; the empty string is absent. */
export function paramsFromEnv(env: Environment, { properties = {} }: JsonSchema): Input {
  const given = Object.entries(properties).flatMap(([name, schema]) => {
    const text = env[name];
    return text === undefined || text === '' ? [] : [[name, { text, schema }] as const];
  });
  return readValues(given, ({ text, schema }) => readText(text, schema));
}

/**
 * A result with every declared leaf, `null` where it was left out, so that a platform's parallel arrays stay aligned.
 * Missing nested objects become objects of nulls; a value that does not have the declared shape stays as it is.
 */
export function fillLeaves(value: unknown, schema: JsonSchema): unknown {
  const { properties, items } = schema;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => fillLeaves(item, items));
  if (properties === undefined || (typeof value !== 'object' && value !== undefined)) return value ?? null;
  const given = new Map(Object.entries(value ?? {}));
  // In the schema's order; undeclared fields follow.
  const declared = Object.entries(properties).map(([name, part]) => [name, fillLeaves(given.get(name), part)] as const);
  return Object.fromEntries([...declared, ...[...given].filter(([name]) => !Object.hasOwn(properties, name))]);
}
