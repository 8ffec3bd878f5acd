// Modules that have no file: what manifest and schemas compile to. They exist nowhere but in dist/.
import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'rolldown';
import type { Description } from '../src/catalogue/schema.ts';
import { describe, factsOf, MARKS, readManifest } from './catalogue.ts';
import { ROOT } from './checkout.ts';
import { iconUrl } from './icon.ts';
import type { ObjectSchema } from './schemas.ts';

const MANIFEST = readManifest();
const DESCRIPTIONS = new Map<string, Description>(MANIFEST.actions.map((entry) => [entry.id, describe(entry)]));

/** Keywords that validation does not need; a param of such a name has an object as its value. */
const PROSE = new Set(['title', 'description', 'examples', 'x-rejects', 'x-link', ...MARKS]);
const isProse = (name: string, value: unknown): boolean =>
  PROSE.has(name) && (typeof value !== 'object' || Array.isArray(value));
const withoutProse = (schema: ObjectSchema): ObjectSchema =>
  JSON.parse(JSON.stringify(schema, (name, value) => (isProse(name, value) ? undefined : value)));

function descriptionOf(id: string): Description {
  const found = DESCRIPTIONS.get(id);
  if (found === undefined) throw new Error(`integration.yaml has no action ${id}`);
  return found;
}

/** Compiles the params schema of an action into the source of a validator. */
function validatorSource(id: string): string {
  const params = descriptionOf(id).params as ObjectSchema;
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    // src/catalogue/validate.ts checks what a param means; `uri` only marks links.
    formats: { uri: true },
    strict: true,
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true },
  });
  const { rules, names, marks } = factsOf(params);
  return `${standalone.default(ajv, ajv.compile(withoutProse(params)))}
export const rules = ${JSON.stringify(rules)};
export const names = ${JSON.stringify(names)};
export const marks = ${JSON.stringify(marks)};`;
}

/** Writes the source of a module that holds an action for a catalogue. */
function actionSource(id: string): string {
  const hasRules = existsSync(`${ROOT}actions/${id}.rules.ts`);
  return `
import { validate, rules, names, marks } from 'computed:validator:${id}';
${hasRules ? `import { check } from './actions/${id}.rules.ts';` : ''}
export default {
  entry: ${JSON.stringify(MANIFEST.actions.find((entry) => entry.id === id))},
  validator: { validate, rules, names, marks },
  ${hasRules ? 'check,' : ''}
  load: async () => (await import('./actions/${id}.ts')).default,
  describe: async () => (await import('computed:description:${id}')).default,
};`;
}

/** Writes the source of an action's entry point. */
const entrySource = (id: string): string => `
import { createCatalogue } from './src/catalogue/catalogue.ts';
import { main } from './src/runner/main.ts';
import source from 'computed:action:${id}';
main(createCatalogue(${JSON.stringify(MANIFEST.version)}, { '${id}': () => source }), '${id}');`;

/** Writes the source of the module that holds what an export needs besides the manifest. */
const catalogueSource = async (): Promise<string> => `
${MANIFEST.actions.map(({ id }, index) => `import action${index} from 'computed:description:${id}';`).join('\n')}
export const descriptions = { ${MANIFEST.actions.map(({ id }, index) => `'${id}': action${index}`).join(', ')} };
export const icon = ${JSON.stringify(await iconUrl(MANIFEST.icon))};`;

/** Writes the source of the module from which the library loads any action. */
const actionsSource = (): string => `
export const version = ${JSON.stringify(MANIFEST.version)};
export const actions = {
${MANIFEST.actions.map(({ id }) => `  '${id}': async () => (await import('computed:action:${id}')).default,`).join('\n')}
};`;

/** Loads a computed module by its kind and its action's id. */
async function load(kind: string | undefined, id = ''): Promise<{ code: string; moduleType: 'js' | 'json' | 'ts' }> {
  switch (kind) {
    case 'action':
      return { code: actionSource(id), moduleType: 'ts' };
    case 'actions':
      return { code: actionsSource(), moduleType: 'js' };
    case 'entry':
      return { code: entrySource(id), moduleType: 'ts' };
    case 'validator':
      return { code: validatorSource(id), moduleType: 'js' };
    case 'description':
      return { code: JSON.stringify(descriptionOf(id)), moduleType: 'json' };
    case 'catalogue':
      return { code: await catalogueSource(), moduleType: 'js' };
    default:
      throw new Error(`no module is computed from ${kind}`);
  }
}

/** Entry points of the runners, by the name of their file in dist/. */
export const RUNNERS: Record<string, string> = Object.fromEntries(
  MANIFEST.actions.map(({ id }) => [`actions/${id}`, `computed:entry:${id}`]),
);

/** Resolves and loads `computed:<kind>:<id>`. */
export const computedModules: Plugin = {
  name: 'computed',
  // A path in the checkout, so that the source can import relative to it.
  resolveId: { filter: { id: /^computed:/ }, handler: (source) => ROOT + source },
  load: {
    filter: { id: /computed:/ },
    handler: (path) => {
      const [, kind, id] = /computed:(\w+):?(.*)$/.exec(path) ?? [];
      return load(kind, id);
    },
  },
};
