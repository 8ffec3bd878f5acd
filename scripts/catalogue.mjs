// Reads the two sources of truth, integration.yaml and schemas/, into the forms that are computed from them.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Folder of the checkout, as a URL that ends in a slash. */
export const root = new URL('../', import.meta.url);

/** @param {string} path relative to the checkout */
export const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** The manifest as an object, with the version that package.json holds. */
export function readManifest() {
  const manifest = parse(readFileSync(new URL('integration.yaml', root), 'utf8'));
  return { ...manifest, version: readJson('package.json').version };
}

/** What `$ref` and path in the manifest point at: `file#/pointer`, the file relative to `schemas/`. */
function lookUp(reference) {
  const [file, pointer = ''] = reference.split('#');
  let schema = readJson(`schemas/${file}`);
  for (const key of pointer.split('/').slice(1)) schema = schema[key];
  return schema;
}

/** The same reference, seen from `schemas/` instead of from the file that holds it. */
const absolute = (reference, holder) => new URL(reference, new URL(holder, 'file:///')).href.slice('file:///'.length);

/**
 * A schema without references: every `$ref` replaced by what it points at.
 * @param {any} schema
 * @param {string} holder file that holds it, relative to `schemas/`
 */
function dereference(schema, holder) {
  if (Array.isArray(schema)) return schema.map((item) => dereference(item, holder));
  if (schema === null || typeof schema !== 'object') return schema;
  if (typeof schema.$ref === 'string') {
    const { $ref, ...beside } = schema;
    const target = absolute($ref, holder);
    // Examples that fit this place better.
    return { ...dereference(lookUp(target), target), ...beside };
  }
  const { $schema, $id, ...rest } = schema;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, dereference(value, holder)]));
}

/** Object schemas joined by `allOf` become one, so that every property stands in one list; in a list of them, too. */
function flatten(schema) {
  if (schema.items) return { ...schema, items: flatten(schema.items) };
  const parts = schema.allOf;
  if (!parts?.every((part) => part.properties)) return schema;
  const { allOf, ...rest } = schema;
  return {
    ...rest,
    type: 'object',
    description: rest.description ?? parts[0].description,
    // What the entity says of a property comes before what the rest adds to it.
    properties: Object.assign(
      {},
      ...parts.map((part) => part.properties),
      ...parts.map((part) => part.properties).reverse(),
    ),
  };
}

/** A schema of the checkout, self-contained: `file#/pointer`, the file relative to `schemas/`. */
const schemaOf = (reference) => dereference(lookUp(reference), reference);

/** Params and result of an action, self-contained. */
export const schemasOf = (id) => ({
  params: schemaOf(`actions/${id}.json#/definitions/params`),
  result: schemaOf(`actions/${id}.json#/definitions/result`),
});

/**
 * One action as `--describe` prints it: its manifest entry with self-contained draft-07 schemas.
 * @param {any} entry of the manifest
 */
export function describe({ id, name, group, description, permissions }) {
  const { params, result } = schemasOf(id);
  const schema = (part) => ({ $schema: 'http://json-schema.org/draft-07/schema#', ...flatten(part) });
  return { id, name, group, description, permissions, params: schema(params), result: schema(result) };
}

/** The param that a rule's fault is reported at: the first that the rule names. */
function ruleOf({ description, oneOf, anyOf, not }) {
  const path = (oneOf ?? anyOf ?? not?.anyOf)?.[0]?.required?.[0];
  if (path === undefined || description === undefined)
    throw new Error(
      `a rule needs a description and a param to report: ${JSON.stringify({ description, oneOf, anyOf, not })}`,
    );
  return { path, message: description };
}

/** Keywords of ours that say what a param is. */
export const markNames = ['x-says', 'x-kind', 'x-moment', 'x-within-days'];

/** What validation needs to know of a params schema besides the compiled validator. */
export function factsOf({ properties, allOf = [] }) {
  const marks = Object.entries(properties).flatMap(([name, property]) => {
    const held = markNames.filter((mark) => mark in property).map((mark) => [mark, property[mark]]);
    return held.length > 0 ? [[name, Object.fromEntries(held)]] : [];
  });
  return { rules: allOf.map(ruleOf), marks: Object.fromEntries(marks) };
}

/** The object schemas that have a name of their own: Defender's entities, then what several results share. */
export function namedSchemas() {
  const entities = readdirSync(new URL('schemas/defender', root)).sort();
  const shared = Object.values(readJson('schemas/common.json').definitions).filter(({ properties }) => properties);
  return [
    ...entities.map((file) => schemaOf(`defender/${file}`)),
    ...shared.map((schema) => dereference(schema, 'common.json')),
  ];
}
