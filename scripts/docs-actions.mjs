// The pages of docs/actions: one for each collection of the manifest, and an index.
import { readJson, schemasOf } from './catalogue.mjs';
import {
  actionsTable,
  code,
  errorTable,
  exitOf,
  fieldsTable,
  json,
  permissionsOf,
  plain,
  table,
  typeOf,
} from './docs-tables.mjs';

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

/** Whether an action has params of every one of these kinds. */
const hasKinds = (properties, ...kinds) =>
  kinds.every((kind) => Object.values(properties).some((property) => property['x-kind'] === kind));

const takesTarget = ({ params }) => hasKinds(params.properties, 'machineId', 'machineName', 'ipAddress');

/** Whether a param that is required, or one of alternatives, names something that may not exist. */
function namesEntity({ params }) {
  const needed = [...(params.required ?? []), ...alternatives(params)];
  return needed.some((name) => ['id', 'machineId', 'hash'].includes(params.properties[name]['x-kind']));
}

const isLink = ({ leaves }) => leaves.value?.['x-link'] === true;

const waits = ({ action, params }) => hasKinds(params.properties, 'wait') && action.schedule === undefined;

/** Errors that not every action returns, and which actions do. */
const particular = {
  not_found: (facts) => takesTarget(facts) || namesEntity(facts),
  ambiguous_machine: takesTarget,
  protected_machine: ({ action }) => action.guarded === true,
  conflict: ({ action }) => action.starts !== undefined || action.effect === 'destroy',
  action_failed: (facts) => isLink(facts) || waits(facts),
  not_ready: isLink,
  still_running: waits,
  outcome_unknown: ({ action }) => action.effect !== 'read',
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
  const { id, name, group, description, details, docs, schedule, exitCondition } = action;
  const { params, result } = schemasOf(id);
  const leaves = propertiesOf(result);
  // Examples of a shared entity may say of an action what it never gives: its result says what is likelier.
  const example = { ...exampleOf({ properties: leaves }), ...result.examples?.[0] };
  const errors = Object.keys(particular)
    .filter((each) => particular[each]({ action, params, leaves }))
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
    `Errors: ${[...errors, '[those of every action](index.md#errors)'].join(', ')}.`,
  ].filter(Boolean);
}

const banner = '<!-- Computed from integration.yaml and schemas/ by `npm run generate`: change those. -->';

/** Heading of a collection. */
const titleOf = (collection) => collection.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

const page = (...parts) => `${parts.join('\n\n')}\n`;

function indexPage(manifest, collections, { errorCodes, variables }) {
  const { effect } = readJson('schemas/manifest.json').properties.actions.items.properties;
  return page(
    banner,
    `# Actions of ${manifest.name}`,
    manifest.description,
    ...collections.flatMap(([collection, actions]) => [
      `## [${titleOf(collection)}](${collection}.md)`,
      actionsTable(actions),
    ]),
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
      .join(', ')}. The page of an action lists the others that it can return.`,
    errorTable(errorCodes),
    '## Resource fields',
    fieldsTable(manifest, variables),
  );
}

/**
 * The pages of the actions, by their path in the checkout.
 * @param {any} manifest as `readManifest` gives it
 * @param source error codes and variables, as src/ declares them
 */
export function actionPages(manifest, source) {
  const names = [...new Set(manifest.actions.map(({ collection }) => collection))].sort();
  const collections = names.map((name) => [name, manifest.actions.filter(({ collection }) => collection === name)]);
  const pages = collections.map(([collection, actions]) => [
    `docs/actions/${collection}.md`,
    page(
      banner,
      `# ${titleOf(collection)}`,
      `[All actions](index.md)`,
      ...actions.flatMap((action) => actionSection(action, source.errorCodes)),
    ),
  ]);
  return { 'docs/actions/index.md': indexPage(manifest, collections, source), ...Object.fromEntries(pages) };
}
