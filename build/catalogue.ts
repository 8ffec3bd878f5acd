import { parse } from 'yaml';
import type { Description, Entry, JsonSchema, ParamMarks, Rule, Validator } from '../src/catalogue/schema.ts';
import type { ActionId, Manifest } from '../src/generated/types.ts';
import { readJson, readText } from './checkout.ts';
import { type Schema, schemasOf } from './schemas.ts';

/** The manifest, with the version that package.json holds. */
export type VersionedManifest = Manifest & { version: string };

/** Reads `integration.yaml`. */
export const readManifest = (): VersionedManifest => ({
  ...(parse(readText('integration.yaml')) as Manifest),
  version: readJson<{ version: string }>('package.json').version,
});

/** Merges object schemas joined by `allOf`, in a list's items too, so that every property is in one list. */
export function flatten(schema: Schema): Schema {
  if (schema.items) return { ...schema, items: flatten(schema.items) };
  const { allOf: parts, ...rest } = schema;
  if (!parts?.every((part) => part.properties)) return schema;
  const description = rest.description ?? parts[0]?.description;
  return {
    ...rest,
    type: 'object',
    ...(description !== undefined && { description }),
    // The first part, an entity, wins; its properties come first.
    properties: Object.assign(
      {},
      ...parts.map((part) => part.properties),
      ...parts.map((part) => part.properties).reverse(),
    ),
  };
}

/** Describes an action as `--describe` prints it: its manifest entry with self-contained draft-07 schemas. */
export function describe({ id, name, group, description, permissions }: Entry): Description {
  const { params, result } = schemasOf(id);
  const schema = (part: Schema) => ({ $schema: 'http://json-schema.org/draft-07/schema#', ...flatten(part) });
  const facts = { id: id as ActionId, name, group, description, permissions };
  return { ...facts, params: schema(params), result: schema(result) };
}

/** Keywords of ours that say what a param is. */
export const MARKS = ['x-says', 'x-kind', 'x-moment', 'x-within-days'] as const satisfies (keyof ParamMarks)[];

/** Finds the param at which a rule's fault is reported: the first that the rule names. */
function ruleOf({ description: message, oneOf, anyOf, not }: Schema): Rule {
  const path = (oneOf ?? anyOf ?? not?.anyOf)?.[0]?.required?.[0];
  if (path === undefined || message === undefined) {
    const rule = JSON.stringify({ description: message, oneOf, anyOf, not });
    throw new Error(`a rule needs a description and a param to report: ${rule}`);
  }
  return { path, message };
}

const marksOf = (property: JsonSchema): ParamMarks =>
  Object.fromEntries(MARKS.filter((mark) => mark in property).map((mark) => [mark, property[mark]]));

/** Collects what validation needs to know of a params schema besides the compiled validator. */
export function factsOf(params: JsonSchema): Pick<Validator, 'rules' | 'names' | 'marks'> {
  const { properties = {}, allOf = [] } = params as Schema;
  const marks = Object.entries(properties).map(([name, property]) => [name, marksOf(property)] as const);
  return {
    rules: allOf.map(ruleOf),
    names: Object.keys(properties),
    marks: Object.fromEntries(marks.filter(([, held]) => Object.keys(held).length > 0)),
  };
}
