import type { Description, JsonSchema } from '../../catalogue/schema.ts';
import type { ActionId, Actions, Kind, Manifest, OifField } from '../../generated/types.ts';

/** The input of this platform for each kind of param. */
const inputs: Record<Kind, Partial<OifField>> = {
  id: {},
  machineId: {},
  machineName: { incident_artifacts: true, observables: 'domain' },
  ipAddress: { validator: 'ipaddress', incident_artifacts: true, observables: 'ipaddress' },
  domain: { validator: 'domain', incident_artifacts: true, observables: 'domain' },
  // Not an incident artifact: the addresses of an incident are the attacker's.
  url: { validator: 'url' },
  // The framework documents one kind of entity a field: for values of several kinds it is the most common one.
  hash: { validator: 'hash', incident_artifacts: true, observables: 'sha256' },
  indicatorValue: { incident_artifacts: true, observables: 'ipaddress' },
  // A playbook asks for "the last day", and a date picker knows only days of the calendar.
  moment: {},
  period: {},
  filter: {},
  query: { type: 'textarea' },
  comment: { type: 'textarea' },
  text: {},
  longText: { type: 'textarea' },
  correlationId: {
    label: 'Incident ID',
    hint: 'Wire the id of the incident here. It is appended to the comment: that separates what this playbook did from what another incident did on the same machine, and lets a repeated run find its own action. 1 to 64 of A-Z a-z 0-9 . _ : -',
  },
  wait: {},
  folder: {
    hint: 'Leave empty to get the link. A folder given here is in the container, and is deleted with it unless the host mounts a folder there.',
  },
};

/** Kinds that name a machine to act on. */
const targets: readonly (Kind | undefined)[] = ['machineName', 'ipAddress'] satisfies Kind[];

/** Name of a param of any action. */
type ParamName = { [Id in ActionId]: keyof Actions[Id]['params'] }[ActionId];

/** What suits a playbook on this platform better than the schema's own words and defaults. */
const preferences: Partial<Record<ParamName, Partial<OifField>>> = {
  // A point in time, never "the last day".
  ipSeenAt: {
    type: 'datetime',
    hint: 'When the machine held ipAddress. A time without a zone is in UTC. Default: now. At most 30 days back. Requires ipAddress.',
  },
  // A table of everything is useless in a playbook, and slow.
  top: { default: '100' },
  // A step that fails because an action is still running would end the playbook.
  whenStillRunning: { default: 'result' },
};

function inputType({ type, enum: values, items }: JsonSchema): OifField['type'] {
  if (values !== undefined) return 'list';
  // Objects are entered as JSON, which needs room.
  if (items?.properties !== undefined) return 'textarea';
  if (type === 'boolean') return 'checkbox';
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}

const textMap = (values: readonly unknown[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [String(value), String(value)]));

/** The menu of an entity, which may be the attacker's, must not offer to act on it as if it were a machine of the tenant. */
function withoutMenu({ observables, ...rest }: OifField): OifField {
  return rest;
}

/** The description, and how to enter a list. */
function hintOf({ description, type, items }: JsonSchema): string | undefined {
  if (type !== 'array' || items?.properties !== undefined) return description;
  return `${description} Separate the values with commas.`;
}

function fieldOf(id: string, schema: JsonSchema, required: boolean): OifField {
  const { title = id, default: preset, enum: values, 'x-kind': kind } = schema;
  const hint = hintOf(schema);
  return {
    id,
    label: title,
    type: inputType(schema),
    required,
    ...(schema.type === 'integer' && { validator: 'integer' }),
    // A checkbox begins unticked; the text "false" might tick it.
    ...(preset !== undefined && preset !== false && { default: String(preset) }),
    ...(hint !== undefined && { hint }),
    ...(values !== undefined && { values: textMap(values) }),
    ...(kind && inputs[kind]),
    ...preferences[id as ParamName],
  };
}

/** Replaces the ids of other fields in a hint by the labels that the form shows. */
function inLabels(field: OifField, fields: readonly OifField[]): OifField {
  if (field.hint === undefined) return field;
  // An id without a capital, such as "comment", is an ordinary word.
  const named = fields.filter(({ id }) => /[A-Z]/.test(id));
  const hint = named.reduce(
    (text, { id, label }) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), label),
    field.hint,
  );
  return { ...field, hint };
}

/** The form of an action: one field a param. */
export function fieldsOf({ effect }: Pick<Manifest['actions'][number], 'effect'>, { params }: Description): OifField[] {
  const { properties = {}, required = [] } = params;
  const fields = Object.entries(properties).map(([id, schema]) => {
    const field = fieldOf(id, schema, required.includes(id));
    return targets.includes(schema['x-kind']) && effect !== 'read' ? withoutMenu(field) : field;
  });
  return fields.map((field) => inLabels(field, fields));
}
