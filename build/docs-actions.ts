// The pages of docs/actions: one for each collection of the manifest, and an index.

import type { Entry, JsonSchema } from '../src/catalogue/schema.ts';
import { type ErrorCode, errorCodes } from '../src/errors.ts';
import type { Kind, Manifest } from '../src/generated/types.ts';
import { commandLine } from '../src/runner/usage.ts';
import { readJson } from './checkout.ts';
import { actionsTable, code, exitOf, json, permissionsOf, plain, table, typeOf } from './docs-tables.ts';
import { type ObjectSchema, type Schema, schemasOf } from './schemas.ts';

type Properties = Record<string, Schema>;

/** Lists the params of which a rule of the schema requires one. */
const alternatives = ({ allOf = [] }: Schema): string[] =>
  allOf.flatMap(({ oneOf = [] }) => oneOf.flatMap(({ required = [] }) => required));

function paramsTable(params: ObjectSchema): string {
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

/** Titles of the parts of a result that only a dry run has. */
const OF_DRY_RUN = ['DryRunResult', 'DryRunMachine'];

/** Collects the properties of a result, or of its dry run; the first part that has a name wins. */
function propertiesOf(result: Schema, of: 'run' | 'dryRun' = 'run'): Properties {
  const entity = result.items ?? result;
  const parts = (entity.allOf ?? [entity]).filter(({ title = '' }) => OF_DRY_RUN.includes(title) === (of === 'dryRun'));
  return Object.assign(
    {},
    ...parts.map(({ properties }) => properties),
    ...parts.toReversed().map((p) => p.properties),
  );
}

const RESULT_HEADS = ['Field', 'Type', 'Meaning'];

/** Lists every leaf of a result with its dotted path; a list's items are `[]`. */
function leavesOf(properties: Properties, prefix = ''): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    if (name === 'machine') return [[code(path), 'object', 'The machine, as list-machines returns it.']];
    if (schema.properties) return leavesOf(schema.properties, `${path}.`);
    if (schema.items?.properties) return leavesOf(schema.items.properties, `${path}[].`);
    return [[code(schema.type === 'array' ? `${path}[]` : path), typeOf(schema), plain(schema.description)]];
  });
}

/** Fields that only special results have: no run returns all of them together. */
const SPECIAL = new Set([
  ...['totalCount', 'packagePending', 'hint', 'path', 'sizeBytes', 'sha256'],
  ...['commands', 'relatedFileInfo', 'cancellationDateTimeUtc', 'lastUpdateTimeUtc', 'updated'],
]);

/** Composes a result from the examples of its leaves. */
function exampleOf(schema: Schema): unknown {
  if (schema.examples) return schema.examples[0];
  if (schema.items) return [exampleOf(schema.items)].filter((item) => item !== undefined);
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => !SPECIAL.has(name))
    .map(([name, property]) => [name, exampleOf(property)]);
  return schema.properties ? Object.fromEntries(entries.filter(([, value]) => value !== undefined)) : undefined;
}

interface Facts {
  action: Entry;
  params: ObjectSchema;
  leaves: Properties;
}

/** Whether an action has params of each of these kinds. */
const hasKinds = ({ params }: Facts, ...kinds: Kind[]): boolean =>
  kinds.every((kind) => Object.values(params.properties).some((property) => property['x-kind'] === kind));

const takesTarget = (facts: Facts): boolean => hasKinds(facts, 'machineId', 'machineName', 'ipAddress');

/** Whether a param that is required, or one of alternatives, names something that may not exist. */
function namesEntity({ params }: Facts): boolean {
  const kinds = [...(params.required ?? []), ...alternatives(params)].map(
    (name) => params.properties[name]?.['x-kind'],
  );
  return kinds.some((kind) => kind === 'id' || kind === 'machineId' || kind === 'hash');
}

const isLink = ({ leaves }: Facts): boolean => leaves.value?.['x-link'] === true;

const waits = (facts: Facts): boolean => hasKinds(facts, 'wait') && facts.action.schedule === undefined;

/** Errors that not every action returns, and which actions do. */
const PARTICULAR: Partial<Record<ErrorCode, (facts: Facts) => boolean>> = {
  not_found: (facts) => takesTarget(facts) || namesEntity(facts),
  ambiguous_machine: takesTarget,
  protected_machine: ({ action }) => action.guarded === true,
  protected_indicator: ({ action, params }) => action.collection === 'indicators' && 'action' in params.properties,
  conflict: ({ action }) => action.starts !== undefined || action.effect === 'destroy',
  action_failed: (facts) => isLink(facts) || waits(facts),
  not_ready: isLink,
  still_running: waits,
  outcome_unknown: ({ action }) => action.effect !== 'read',
};

const CODES = Object.keys(errorCodes) as ErrorCode[];

const errorOf = (name: ErrorCode): string => `${code(name)} (${exitOf(name, errorCodes[name])})`;

/** Describes what an action does to Defender and its machines. */
function effectOf({ effect, undo, guarded, starts }: Entry): string {
  const facts = [
    `Effect: ${effect}`,
    starts && `starts a machine action of type ${code(starts)}`,
    undo && `reverted by ${code(undo)}`,
    guarded && 'refused for a protected machine',
  ];
  return facts.filter(Boolean).join('; ');
}

function actionSection(action: Entry): string[] {
  const { id, name, group, description, details, docs, schedule, exitCondition } = action;
  const { params, result } = schemasOf(id);
  const leaves = propertiesOf(result);
  // The example of a shared entity may show what this action never returns: an example of its own result wins.
  const example = { ...(exampleOf({ properties: leaves }) as object), ...(result.examples?.[0] as object) };
  const errors = CODES.filter((each) => PARTICULAR[each]?.({ action, params, leaves })).map(errorOf);
  const rejects = (params['x-rejects'] ?? []).map(({ value, reason }) => [code(JSON.stringify(value)), plain(reason)]);
  const dry = leavesOf(propertiesOf(result, 'dryRun'));
  return [
    `## ${name}`,
    `\`${id}\`, group ${group}. ${description}`,
    plain(details),
    `- ${effectOf(action)}\n- Application permissions: ${permissionsOf(action)}\n- Microsoft's page: <${docs}>`,
    schedule &&
      exitCondition &&
      `Made to be run every ${schedule.every} for at most ${schedule.expire}, until \`${exitCondition.path}\` is one of ${exitCondition.in.map(code).join(', ')}.`,
    `### Params of ${id}`,
    paramsTable(params),
    rejects.length > 0 && `Refused with \`invalid_params\`, nothing sent:\n\n${table(['Params', 'Why'], rejects)}`,
    'Example in:',
    ...(params.examples ?? []).map(json),
    'On a command line:',
    `\`\`\`sh\n${commandLine(id, params as JsonSchema, (params.examples?.[0] ?? {}) as object as Record<string, unknown>)}\n\`\`\``,
    `### Result of ${id}`,
    'Example out:',
    json(result.items ? [example] : example),
    table(RESULT_HEADS, leavesOf(leaves, result.items ? '[].' : '')),
    dry.length > 0 && `With \`dryRun\`, instead:\n\n${table(RESULT_HEADS, dry)}`,
    `Errors: ${[...errors, '[those of every action](index.md#errors)'].join(', ')}.`,
  ].filter((text) => typeof text === 'string');
}

function effectsTable(): string {
  const effect = readJson<Schema>('schemas/manifest.json').properties?.actions?.items?.properties?.effect;
  const rows = (effect?.oneOf ?? []).map(({ const: name, description }) => [code(name), plain(description)]);
  return `${plain(effect?.description)}\n\n${table(['Effect', 'Meaning'], rows)}`;
}

const BANNER = '<!-- Computed from integration.yaml and schemas/ by `npm run generate`: change those. -->';

const titleOf = (collection: string): string =>
  collection.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

const page = (...parts: string[]): string => `${parts.join('\n\n')}\n`;

type Collections = [name: string, actions: Entry[]][];

function indexPage(manifest: Manifest, collections: Collections): string {
  const common = CODES.filter((name) => !(name in PARTICULAR));
  return page(
    BANNER,
    `# Actions of ${manifest.name}`,
    manifest.description,
    ...collections.flatMap(([name, actions]) => [`## [${titleOf(name)}](${name}.md)`, actionsTable(actions)]),
    '## Effects',
    effectsTable(),
    '## Errors',
    `Every action can fail with ${common.map(code).join(', ')}. The page of an action lists the others that it can return.`,
    'All codes: [errors](../concepts/errors.md). The settings of a connection: [resource](../start/resource.md).',
  );
}

/** Computes the pages of the actions, by their path in the checkout. */
export function actionPages(manifest: Manifest): Record<string, string> {
  const names = [...new Set(manifest.actions.map(({ collection }) => collection))].sort();
  const collections: Collections = names.map((name) => [
    name,
    manifest.actions.filter(({ collection }) => collection === name),
  ]);
  const pages = collections.map(([name, actions]) => [
    `docs/actions/${name}.md`,
    page(BANNER, `# ${titleOf(name)}`, '[All actions](index.md)', ...actions.flatMap(actionSection)),
  ]);
  return { 'docs/actions/index.md': indexPage(manifest, collections), ...Object.fromEntries(pages) };
}
