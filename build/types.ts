import { compile } from 'json-schema-to-typescript';
import type { VersionedManifest } from './catalogue.ts';
import { readJson } from './checkout.ts';
import { pascal } from './new/names.ts';
import { namedSchemas, type Schema, schemasOf } from './schemas.ts';

const OPTIONS = {
  bannerComment: '',
  additionalProperties: true,
  ignoreMinAndMaxItems: true,
  style: { singleQuote: true, printWidth: 120 },
} as const;

/** Schemas of kinds, manifest and platforms; their objects have no other properties. */
const CLOSED = ['kinds', 'manifest', 'oif/integration', 'oif/action'];

const mapValues = <T, U>(items: Record<string, T>, change: (item: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(items).map(([key, item]) => [key, change(item)]));

/** Removes examples, and titles of anything but objects, for which a type would be declared. */
function strip<T>(value: T): T {
  if (Array.isArray(value)) return value.map(strip) as T;
  if (value === null || typeof value !== 'object') return value;
  const { examples, title, properties, ...rest } = value as Schema;
  const stripped = mapValues(rest as Record<string, unknown>, strip);
  // A property may itself be called `title`, so its name is kept.
  return (properties ? { title, ...stripped, properties: mapValues(properties, strip) } : stripped) as T;
}

/** Lists the params that have a default. */
const defaultsOf = ({ properties = {} }: Schema): string[] =>
  Object.keys(properties).filter((name) => 'default' in (properties[name] ?? {}));

/** Prepares params for types: without rules over several params, which would let misspelt params compile. */
function paramsForTypes({ allOf: _allOf, 'x-rejects': _rejects, ...schema }: Schema): Schema {
  const params = strip(schema);
  return { ...params, required: [...(params.required ?? []), ...defaultsOf(params)] };
}

/** Replaces every object schema of a known title by the name of its type, so that it is declared once. */
const naming = (names: readonly (string | undefined)[]) =>
  function name<T>(value: T): T {
    if (Array.isArray(value)) return value.map(name) as T;
    if (value === null || typeof value !== 'object') return value;
    const { title, type } = value as Schema;
    if (title !== undefined && names.includes(title) && type === 'object') return { tsType: title } as T;
    return mapValues(value as Record<string, unknown>, name) as T;
  };

const declare = (schema: object, name: string): Promise<string> => compile({ ...schema }, name, OPTIONS);

/** Computes the TypeScript types of the named schemas, of every action's params and result, and of the manifest. */
export async function typesOf({ actions, resource }: Pick<VersionedManifest, 'actions' | 'resource'>): Promise<string> {
  const named = namedSchemas();
  const name = naming(named.map(({ title }) => title));
  const texts: string[] = [];
  for (const { title = '', ...shape } of named) texts.push(await declare({ ...strip(name(shape)), title }, title));
  for (const { id } of actions) {
    const { params, result } = schemasOf(id);
    const title = `${pascal(id)}Result`;
    texts.push(await declare(paramsForTypes(params), `${pascal(id)}Params`));
    texts.push(await declare({ ...strip(name(result)), title }, title));
  }
  const rows = actions.map(({ id }) => {
    const defaults = defaultsOf(schemasOf(id).params).map((param) => `'${param}'`);
    const facts = `params: ${pascal(id)}Params; result: ${pascal(id)}Result; defaults: ${defaults.join(' | ') || 'never'}`;
    return `  '${id}': { ${facts} };\n`;
  });
  texts.push(
    `/**
 * Params and result of every action, by its id. Params are as validated: the defaults, whose names are given apart, are
 * filled in.
 */
export interface Actions {
${rows.join('')}}

/** Id of an action. */
export type ActionId = keyof Actions;

/** Id of a field of the resource. */
export type ResourceFieldId = ${resource.fields.map(({ id }) => `'${id}'`).join(' | ')};
`,
  );
  for (const file of CLOSED) {
    const { $schema, $id, title = '', ...schema } = readJson<Schema>(`schemas/${file}.json`);
    texts.push(await compile({ ...schema, title } as object, title, { ...OPTIONS, additionalProperties: false }));
  }
  return texts.map((text) => `\n${text}`).join('');
}
