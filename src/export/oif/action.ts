import hunting from '../../../schemas/hunting-columns.json' with { type: 'json' };
import type { Description } from '../../catalogue/schema.ts';
import type { Manifest, OifAction } from '../../generated/types.ts';
import { fieldsOf } from './fields.ts';
import { each, type Leaf, leavesOf, oifPath, stepsOf } from './paths.ts';
import { runScript } from './script.ts';

type Entry = Manifest['actions'][number];

/** Kind of action on this platform, by group. The connection test is not an action there. */
const types = {
  enrichment: 'Enrichment',
  containment: 'Containment',
  custom: 'Custom',
  scheduled: 'Scheduled',
  daemon: 'Daemon',
} as const satisfies Partial<Record<Entry['group'], OifAction['type']>>;

/** An entry that this platform has an action for. */
export type ActionEntry = Entry & { group: keyof typeof types };

/** Whether the platform has a kind of action for an entry. */
export const isAction = (entry: Entry): entry is ActionEntry => entry.group in types;

/** Declares columns of a hunt: they depend on the query, and only declared paths can be wired. */
function columnLeaves(steps: readonly string[], moreColumns: readonly string[]): Leaf[] {
  const known = hunting.columns.map(({ name, type }) => ({ steps: [...steps, name], type }));
  const names = new Set(hunting.columns.map(({ name }) => name));
  const added = [...new Set(moreColumns)].filter((name) => !names.has(name));
  return [...known, ...added.map((name) => ({ steps: [...steps, name], type: 'string' }))];
}

function outputOf({ result }: Description, moreColumns: readonly string[]): OifAction['output'] {
  const isRow = ({ steps, type }: Leaf) => type === 'object' && steps.at(-1) === each;
  return leavesOf(result)
    .flatMap((leaf) => (isRow(leaf) ? columnLeaves(leaf.steps, moreColumns) : [leaf]))
    .map(({ steps, type }) => ({ path: oifPath(steps), type }));
}

const tableOf = ({ table }: Entry): OifAction['table_view'] =>
  table.map(({ label, path, type }) => ({
    display_name: label,
    value: oifPath(stepsOf(path)),
    ...(type !== undefined && { type }),
  }));

function scheduleOf({ schedule, exitCondition }: Entry): Pick<OifAction, 'scheduled' | 'exit_condition'> {
  if (schedule === undefined || exitCondition === undefined) return {};
  return {
    scheduled: [schedule],
    exit_condition: [{ path: oifPath(stepsOf(exitCondition.path)), string: exitCondition.in }],
  };
}

/**
 * Builds the definition of one action.
 * @param integration name of the integration, as in its own definition
 * @param moreColumns hunting columns to declare besides the well-known ones
 */
export function actionDefinition(
  integration: string,
  entry: ActionEntry,
  description: Description,
  version: string,
  moreColumns: readonly string[],
): OifAction {
  return {
    integration,
    name: entry.name,
    type: types[entry.group],
    script: { code: runScript(entry.id, version) },
    fields: fieldsOf(entry, description),
    output: outputOf(description, moreColumns),
    table_view: tableOf(entry),
    ...(entry.group === 'enrichment' && { use_in_triage: true }),
    ...scheduleOf(entry),
  };
}
