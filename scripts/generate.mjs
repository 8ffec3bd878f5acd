// Writes the committed files that are computed from integration.yaml and schemas/: types, data and tables of
// the documents, never logic.
// `--check` writes nothing and fails when one of them is stale.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import { namedSchemas, readJson, readManifest, root, schemasOf } from './catalogue.mjs';
import { documents } from './docs.mjs';

const banner = '// Computed from integration.yaml and schemas/ by `npm run generate`: change those.\n';
const pascal = (id) => id.replace(/(^|-)(.)/g, (_, _dash, letter) => letter.toUpperCase());

const options = {
  bannerComment: '',
  additionalProperties: true,
  ignoreMinAndMaxItems: true,
  style: { singleQuote: true, printWidth: 120 },
};

/** Rules over several params stay out of the types, where they would let misspelt params compile. */
function forTypes(schema, isParams = false) {
  const strip = (value) => {
    if (Array.isArray(value)) return value.map(strip);
    if (value === null || typeof value !== 'object') return value;
    const { examples, ...rest } = value;
    const named = rest.properties ? rest : (({ title, ...other }) => other)(rest);
    return Object.fromEntries(
      Object.entries(named).map(([key, item]) =>
        // A parameter may itself be called `title`, so the keys of `properties` are left as they are.
        key === 'properties'
          ? [key, Object.fromEntries(Object.entries(item).map(([k, v]) => [k, strip(v)]))]
          : [key, strip(item)],
      ),
    );
  };
  const { allOf, 'x-rejects': _rejects, $schema, ...rest } = schema;
  const stripped = strip(isParams ? rest : { ...rest, ...(allOf && { allOf }) });
  if (!isParams) return stripped;
  const defaults = Object.keys(stripped.properties).filter((name) => 'default' in stripped.properties[name]);
  return { ...stripped, required: [...(stripped.required ?? []), ...defaults] };
}

/** A named schema is declared once: wherever it stands, the types name it. */
function naming(names) {
  return function name(value) {
    if (Array.isArray(value)) return value.map(name);
    if (value === null || typeof value !== 'object') return value;
    if (names.includes(value.title) && value.type === 'object') return { tsType: value.title };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, name(item)]));
  };
}

async function types(manifest) {
  const declared = namedSchemas();
  const name = naming(declared.map(({ title }) => title));
  let text = banner;
  for (const schema of declared) {
    const { title, ...shape } = schema;
    text += `\n${await compile({ ...forTypes(name(shape)), title }, title, options)}`;
  }
  for (const { id } of manifest.actions) {
    const { params, result } = schemasOf(id);
    text += `\n${await compile(forTypes(params, true), `${pascal(id)}Params`, options)}`;
    text += `\n${await compile({ ...forTypes(name(result)), title: `${pascal(id)}Result` }, `${pascal(id)}Result`, options)}`;
  }
  text +=
    '\n/** Params and result of every action, by its id. Params are as validated: defaults are filled in. */\nexport interface Actions {\n';
  for (const { id } of manifest.actions)
    text += `  '${id}': { params: ${pascal(id)}Params; result: ${pascal(id)}Result };\n`;
  text += '}\n\n/** Id of an action. */\nexport type ActionId = keyof Actions;\n';
  for (const file of ['kinds', 'manifest', 'oif/integration', 'oif/action']) {
    const { $schema, $id, ...schema } = readJson(`schemas/${file}.json`);
    text += `\n${await compile(schema, schema.title, { ...options, additionalProperties: false })}`;
  }
  return text;
}

const json = (value) => JSON.stringify(value, null, 2);

/** The catalogue in two: every run reads the fields of a resource, and hardly one the rest. */
const manifestSources = ({ version, resource, ...rest }) => ({
  'src/generated/fields.ts': `${banner}import type { Manifest } from './types.ts';

/** The fields of a resource, as integration.yaml declares them. */
export const resourceFields: Manifest['resource']['fields'] = ${json(resource.fields)};
`,
  'src/generated/manifest.ts': `${banner}import { resourceFields } from './fields.ts';
import type { Manifest } from './types.ts';

/** The catalogue of integration.yaml. */
export const manifest: Manifest = { resource: { fields: resourceFields }, ...${json(rest)} };
`,
});

const manifest = readManifest();
const files = {
  'src/generated/types.ts': await types(manifest),
  ...manifestSources(manifest),
  ...(await documents(manifest)),
};

// A page that is no longer computed, such as that of a former collection.
const left = readdirSync(new URL('docs/actions', root))
  .map((name) => `docs/actions/${name}`)
  .filter((path) => !(path in files));

const stale = Object.entries(files).filter(([path, text]) => {
  try {
    return readFileSync(new URL(path, root), 'utf8') !== text;
  } catch {
    return true;
  }
});
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run \`npm run generate\` and commit it`);
  for (const path of left) console.error(`${path} is not generated any more: run \`npm run generate\` and commit it`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const path of left) rmSync(new URL(path, root));
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text);
}
