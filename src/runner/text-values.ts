import type { JsonSchema } from '../catalogue/schema.ts';
import type { Fault } from '../errors.ts';
import type { Kind } from '../generated/types.ts';
import { unresolved } from '../resource/fields.ts';

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

/** Thrown for a text that does not fit; `readValues` catches it. */
class Misfit extends Error {}

/** Refuses the text that is being read. */
export function misfit(message: string): never {
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

/** Reads text as the schema's type. Refuses white space, and a placeholder that was not filled in. */
export function readText(text: string, schema: JsonSchema): unknown {
  if (schema.enum?.includes(text)) return text;
  if (text.trim() === '') misfit('holds only white space');
  if (!freeText.has(schema['x-kind']) && unresolved.test(text.trim()))
    misfit(`is "${text.trim()}": a placeholder was not filled in`);
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

/** Reads values by name with `read`, which refuses one by `misfit`. */
export function readValues<T>(
  given: Iterable<readonly [name: string, source: T]>,
  read: (source: T, name: string) => unknown,
): { params: Record<string, unknown>; faults: Fault[] } {
  const params: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const [name, source] of given) {
    try {
      params[name] = read(source, name);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      faults.push({ path: name, message: error.message });
    }
  }
  return { params, faults };
}
