// Computes docs/actions, and the tables of README.md and docs/install-sumo-logic.md that stand between markers, from
// the manifest, the schemas and the code tables in src/.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { root } from './catalogue.mjs';
import { actionPages } from './docs-actions.mjs';
import { actionsTable, errorTable, fieldsTable, formTable, limitsTable, permissionsTable } from './docs-tables.mjs';

const here = fileURLToPath(root);

/** What `src/` says about errors, variables and forms, so that it is said once. */
async function fromSource(manifest) {
  const sources = {
    'from-source': `export { errorCodes } from './src/errors.ts';
export { variablesOf } from './src/resource/fields.ts';
export { formFields } from './src/export/oif/integration.ts';`,
    // The generated one may be older than integration.yaml.
    'src/generated/fields.ts': `export const resourceFields = ${JSON.stringify(manifest.resource.fields)};`,
  };
  const given = {
    name: 'given',
    resolveId: (id) => (id === 'from-source' ? here + id : undefined),
    load: (id) => sources[relative(here, id)],
  };
  const bundled = await rolldown({ cwd: here, input: 'from-source', platform: 'node', plugins: [given] });
  const { output } = await bundled.generate();
  await bundled.close();
  const source = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
  const variables = manifest.resource.fields.map(({ id }) => ({ id, ...source.variablesOf(id) }));
  return { errorCodes: source.errorCodes, variables, formFields: source.formFields(manifest) };
}

/** A document whose tables stand between `<!-- name:start -->` and `<!-- name:end -->`, with each text in its place. */
function filled(path, sections) {
  let page = readFileSync(new URL(path, root), 'utf8');
  for (const [name, text] of Object.entries(sections)) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [before, rest] = page.split(start);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`${path} has no ${start} … ${end}`);
    page = `${before}${start}\n\n${text}\n\n${end}${after}`;
  }
  return page;
}

/**
 * The documents that are computed, by their path in the checkout.
 * @param {any} manifest as `readManifest` gives it
 */
export async function documents(manifest) {
  const source = await fromSource(manifest);
  const errors = errorTable(source.errorCodes);
  return {
    ...actionPages(manifest, source),
    'docs/install-sumo-logic.md': filled('docs/install-sumo-logic.md', {
      fields: formTable(source.formFields),
      errors,
    }),
    'README.md': filled('README.md', {
      actions: actionsTable(manifest.actions, 'docs/actions/'),
      permissions: permissionsTable(manifest),
      fields: fieldsTable(manifest, source.variables),
      errors,
      limits: limitsTable(),
    }),
  };
}
