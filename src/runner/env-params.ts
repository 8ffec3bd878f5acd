import type { JsonSchema } from '../catalogue/schema.ts';
import type { Fault } from '../errors.ts';
import type { Kind } from '../generated/types.ts';
import { type Environment, unresolved } from '../resource/fields.ts';
import type { Input } from './input.ts';

const words = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
]);

/** Kinds of text that choose nothing: any words are valid, "None" too. */
const freeText = new Set<Kind | undefined>(['text', 'longText', 'comment']);

/** Thrown for a value that does not fit; caught below, where the name of the variable is known. */
class Misfit extends Error {}

function misfit(message: string): never {
  throw new Misfit(message);
}

function parseJson(text: string, kind: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return misfit(`must be ${kind} in JSON`);
  }
}

/** Items of a list: JSON, or separated by commas and line breaks. */
function readItems(text: string): unknown {
  const given = text.trim().startsWith('[') ? parseJson(text, 'an array') : text.split(/[,\r\n]/);
  const items = (given as unknown[]).map((item) => (typeof item === 'string' ? item.trim() : item));
  const filled = items.filter((item) => item !== '');
  if (filled.length === 0 && !text.trim().startsWith('[')) return misfit('holds no item');
  const isPlaceholder = (item: unknown) => typeof item === 'string' && unresolved.test(item);
  return filled.some(isPlaceholder) ? misfit('holds a placeholder that was not filled in') : filled;
}

/** Text as the schema's type. */
function convert(text: string, schema: JsonSchema): unknown {
  switch (schema.type) {
    case 'boolean':
      return words.get(text.trim().toLowerCase()) ?? misfit('must be true or false (or 1, 0, yes, no)');
    case 'integer':
    case 'number':
      return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : misfit('must be a decimal number');
    case 'array':
      return readItems(text);
    case 'object':
      return parseJson(text, 'an object');
    default:
      return text;
  }
}

function checkFilled(text: string, schema: JsonSchema): void {
  if (schema.enum?.includes(text)) return;
  if (text.trim() === '') misfit('holds only white space');
  if (!freeText.has(schema['x-kind']) && unresolved.test(text.trim()))
    misfit(`is "${text.trim()}": a placeholder was not filled in`);
}

/** Reads params from variables named by param; the empty string is absent. */
export function paramsFromEnv(env: Environment, params: JsonSchema): Input {
  const input: { params: Record<string, unknown>; faults: Fault[] } = { params: {}, faults: [] };
  for (const [name, schema] of Object.entries(params.properties ?? {})) {
    const text = env[name];
    if (text === undefined || text === '') continue;
    try {
      checkFilled(text, schema);
      input.params[name] = convert(text, schema);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      input.faults.push({ path: name, message: error.message });
    }
  }
  return input;
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
