import { readdirSync } from 'node:fs';
import type { JsonSchema } from '../src/catalogue/schema.ts';
import { ROOT, readJson } from './checkout.ts';

/** A JSON Schema of `schemas/`, with the keywords that the build reads. */
export interface Schema extends JsonSchema {
  $ref?: string;
  $schema?: string;
  $id?: string;
  definitions?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  not?: Schema;
  const?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  'x-link'?: boolean;
  'x-rejects'?: { value: unknown; path: string; reason: string }[];
}

/** An object schema whose properties are in one list. */
export interface ObjectSchema extends Schema {
  properties: Record<string, Schema>;
}

/** Looks up `file#/pointer`, the file relative to `schemas/`. */
function lookUp(reference: string): Schema {
  const [file, pointer = ''] = reference.split('#');
  let found: unknown = readJson(`schemas/${file}`);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  if (found === undefined) throw new Error(`schemas/${reference} does not exist`);
  return found as Schema;
}

/** Rewrites a reference so that it is relative to `schemas/` instead of to the file that holds it. */
const absolute = (reference: string, holder: string): string =>
  new URL(reference, new URL(holder, 'file:///')).href.slice('file:///'.length);

/**
 * Replaces every `$ref` of a schema by its target; keywords next to the `$ref` win. @apidevtools/json-schema-ref-parser
 * takes 0.2 s longer, and with its defaults the target of a repeated `$ref` wins.
 * @param holder file that holds the schema, relative to `schemas/`
 */
function dereference<T>(schema: T, holder: string): T {
  if (Array.isArray(schema)) return schema.map((item: unknown) => dereference(item, holder)) as T;
  if (schema === null || typeof schema !== 'object') return schema;
  const { $schema, $id, $ref, ...rest } = schema as Schema;
  if ($ref !== undefined) {
    const target = absolute($ref, holder);
    return { ...dereference(lookUp(target), target), ...rest } as T;
  }
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, dereference(value, holder)])) as T;
}

/** Reads a self-contained schema by `file#/pointer`, the file relative to `schemas/`. */
const schemaOf = (reference: string): Schema => dereference(lookUp(reference), reference);

/** Reads the self-contained params and result of an action. */
export const schemasOf = (id: string): { params: ObjectSchema; result: Schema } => ({
  params: schemaOf(`actions/${id}.json#/definitions/params`) as ObjectSchema,
  result: schemaOf(`actions/${id}.json#/definitions/result`),
});

/** Reads the object schemas that have a name: Defender's entities, then the shared ones of `common.json`. */
export function namedSchemas(): Schema[] {
  const entities = readdirSync(`${ROOT}schemas/defender`).sort();
  const shared = Object.entries(lookUp('common.json#/definitions')).filter(([, { properties }]) => properties);
  return [
    ...entities.map((file) => schemaOf(`defender/${file}`)),
    ...shared.map(([name]) => schemaOf(`common.json#/definitions/${name}`)),
  ];
}
