// Computes docs/actions.md, and the tables of README.md and docs/install-sumo-logic.md that stand between markers, from
// the manifest, the schemas and the code tables in src/.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { readJson, root, schemasOf } from './catalogue.mjs';
import {
  actionsTable,
  code,
  errorTable,
  exitOf,
  fieldsTable,
  formTable,
  json,
  limitsTable,
  permissionsOf,
  permissionsTable,
  plain,
  table,
  typeOf,
} from './docs-tables.mjs';

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

/** Params that stand for each other: which ones a rule of the schema asks for. */
const alternatives = ({ allOf = [] }) => allOf.flatMap(({ oneOf = [] }) => oneOf.flatMap(({ required }) => required));

function paramsTable(params) {
  const oneOf = alternatives(params);
  const rows = Object.entries(params.properties).map(([name, property]) => {
    const needed = params.required?.includes(name) ? 'yes' : oneOf.includes(name) ? 'one of these' : 'no';
    const preset = property.default === undefined ? '' : code(JSON.stringify(property.default));
    return [code(name), typeOf(property), needed, preset, plain(property.description)];
  });
  if (rows.length === 0) return 'None.';
  const rules = (params.allOf ?? []).map(({ description }) => `\n\nRule: ${plain(description)}.`);
  return table(['Param', 'Type and values', 'Required', 'Default', 'Meaning'], rows) + rules.join('');
}

/** Parts of a result that only a dry run has. */
const ofDryRun = new Set(['DryRunResult', 'DryRunMachine']);

/** The properties of a result; where parts share a name the first one is meant. */
function propertiesOf(result, wanted) {
  const entity = result.items ?? result;
  const parts = (entity.allOf ?? [entity]).filter(({ title }) => ofDryRun.has(title) === (wanted === 'dryRun'));
  const all = {};
  for (const [name, schema] of parts.flatMap(({ properties }) => Object.entries(properties))) all[name] ??= schema;
  return all;
}

const resultHeads = ['Field', 'Type', 'Meaning'];

/** Every leaf of a result with its dotted path; a list's items are `[]`. */
function leavesOf(properties, prefix = '') {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    if (name === 'machine') return [[code(path), 'object', 'The machine, as list-machines gives it.']];
    if (schema.properties) return leavesOf(schema.properties, `${path}.`);
    if (schema.items?.properties) return leavesOf(schema.items.properties, `${path}[].`);
    return [[code(schema.type === 'array' ? `${path}[]` : path), typeOf(schema), plain(schema.description ?? '')]];
  });
}

/** Fields that only special results have: an example with all of them would be one that never comes. */
const special = new Set([
  ...['totalCount', 'packagePending', 'hint', 'path', 'sizeBytes', 'sha256'],
  ...['commands', 'relatedFileInfo', 'cancellationDateTimeUtc', 'lastUpdateTimeUtc', 'updated'],
]);

/** A result made of the examples that stand on its leaves. */
function exampleOf(schema) {
  if (schema.examples) return schema.examples[0];
  if (schema.items) return [exampleOf(schema.items)].filter((item) => item !== undefined);
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => !special.has(name))
    .map(([name, property]) => [name, exampleOf(property)]);
  return schema.properties ? Object.fromEntries(entries.filter(([, value]) => value !== undefined)) : undefined;
}

/** Errors that not every action can give, and what tells that an action can. */
const particular = {
  not_found: ({ params }) =>
    [
      'machineId',
      'machineActionId',
      'indicatorId',
      'investigationId',
      'alertId',
      'remediationActivityId',
      'fileHash',
    ].some((name) => name in params.properties),
  ambiguous_machine: ({ params }) => 'ipSeenAt' in params.properties,
  protected_machine: ({ guarded }) => guarded === true,
  conflict: ({ params, leaves }) =>
    'indicatorId' in params.properties || ('ipSeenAt' in params.properties && 'requestorComment' in leaves),
  action_failed: ({ params, group, isLink }) => isLink || ('waitSeconds' in params.properties && group !== 'scheduled'),
  not_ready: ({ isLink }) => isLink,
  still_running: ({ params, group }) => 'waitSeconds' in params.properties && group !== 'scheduled',
  outcome_unknown: ({ params }) => 'dryRun' in params.properties,
};

/** What an action does to Defender and its machines. */
function effectOf({ effect, undo, guarded, starts }) {
  const sentences = [
    `Effect: ${effect}`,
    starts && `starts a machine action of type ${code(starts)}`,
    undo && `reverted by ${code(undo)}`,
    guarded && 'refused for a protected machine',
  ];
  return sentences.filter(Boolean).join('; ');
}

function actionSection(action, errorCodes) {
  const { id, name, group, description, details, docs, guarded, schedule, exitCondition } = action;
  const { params, result } = schemasOf(id);
  const leaves = propertiesOf(result);
  // Examples of a shared entity may say of an action what it never gives: its result says what is likelier.
  const example = { ...exampleOf({ properties: leaves }), ...result.examples?.[0] };
  const facts = { group, params, leaves, guarded, isLink: leaves.value?.['x-link'] === true };
  const errors = Object.keys(particular)
    .filter((each) => particular[each](facts))
    .map((each) => `${code(each)} (${exitOf(each, errorCodes[each])})`);
  const rejects = (params['x-rejects'] ?? []).map(({ value, reason }) => [code(JSON.stringify(value)), plain(reason)]);
  const dry = leavesOf(propertiesOf(result, 'dryRun'));
  return [
    `## ${name}`,
    `\`${id}\`, group ${group}. ${description}`,
    plain(details),
    `- ${effectOf(action)}\n- Application permissions: ${permissionsOf(action)}\n- Microsoft's page: <${docs}>`,
    schedule &&
      `Made to be run every ${schedule.every} for at most ${schedule.expire}, until \`${exitCondition.path}\` is one of ${exitCondition.in.map(code).join(', ')}.`,
    `### Params of ${id}`,
    paramsTable(params),
    rejects.length > 0 && `Refused with \`invalid_params\`, nothing sent:\n\n${table(['Params', 'Why'], rejects)}`,
    'Example in:',
    ...(params.examples ?? []).map(json),
    `### Result of ${id}`,
    'Example out, made of the examples of each field:',
    json(result.items ? [example] : example),
    table(resultHeads, leavesOf(leaves, result.items ? '[].' : '')),
    dry.length > 0 && `With \`dryRun\`, in their place:\n\n${table(resultHeads, dry)}`,
    `Errors: ${[...errors, '[those of every action](#errors)'].join(', ')}.`,
  ].filter(Boolean);
}

function actionsPage(manifest, { errorCodes, variables }) {
  const { effect } = readJson('schemas/manifest.json').properties.actions.items.properties;
  return `${[
    '<!-- Computed from integration.yaml, schemas/ and src/errors.ts by `npm run generate`: change those. -->',
    `# Actions of ${manifest.name}`,
    manifest.description,
    actionsTable(manifest, ''),
    ...manifest.actions.flatMap((action) => actionSection(action, errorCodes)),
    '## Effects',
    plain(effect.description),
    table(
      ['Effect', 'Meaning'],
      effect.oneOf.map(({ const: name, description }) => [code(name), plain(description)]),
    ),
    '## Errors',
    `Every action can fail with ${Object.keys(errorCodes)
      .filter((name) => !(name in particular))
      .map(code)
      .join(', ')}. The others stand at the actions that can give them.`,
    errorTable(errorCodes),
    '## Resource fields',
    fieldsTable(manifest, variables),
  ].join('\n\n')}\n`;
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
    'docs/actions.md': actionsPage(manifest, source),
    'docs/install-sumo-logic.md': filled('docs/install-sumo-logic.md', {
      fields: formTable(source.formFields),
      errors,
    }),
    'README.md': filled('README.md', {
      actions: actionsTable(manifest, 'docs/actions.md'),
      permissions: permissionsTable(manifest),
      fields: fieldsTable(manifest, source.variables),
      errors,
      limits: limitsTable(),
    }),
  };
}
