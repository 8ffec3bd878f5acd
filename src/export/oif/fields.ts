import type { Description, JsonSchema } from '../../catalogue/schema.ts';
import type { ActionId, Actions, OifField } from '../../generated/types.ts';

/** Name of a param of any action. */
type ParamName = { [Id in ActionId]: keyof Actions[Id]['params'] }[ActionId];

/** What the form of this platform says of a param where the schema alone does not say it. */
const particulars: Partial<Record<ParamName, Partial<OifField>>> = {
  comment: { type: 'textarea' },
  description: { type: 'textarea' },
  recommendedAction: { type: 'textarea' },
  recommendedActions: { type: 'textarea' },
  query: { type: 'textarea' },
  // The other times stay text: a playbook asks for "the last day", and a picker knows only one day in the calendar.
  ipSeenAt: {
    type: 'datetime',
    hint: 'When the machine held ipAddress; a time without a zone is taken as UTC. Left out: now. At most 30 days back. Only beside ipAddress.',
  },
  ipAddress: { validator: 'ipaddress', incident_artifacts: true, observables: 'ipaddress' },
  computerDnsName: { incident_artifacts: true, observables: 'domain' },
  domain: { validator: 'domain', incident_artifacts: true, observables: 'domain' },
  // The framework documents one kind of entity a field: for values of several kinds it is the commonest.
  fileHash: { validator: 'hash', incident_artifacts: true, observables: 'sha256' },
  indicatorValue: { incident_artifacts: true, observables: 'ipaddress' },
  // No incident artifact, although it is an address: an incident's addresses are the attacker's.
  educateUrl: { validator: 'url' },
  correlationId: {
    label: 'Incident ID',
    hint: 'Wire the id of the incident here. It is appended to the comment: that keeps what this playbook did apart from what another incident did on the same machine, and lets a repeated run find its own action. 1 to 64 of A-Z a-z 0-9 . _ : -',
  },
  alertIds: {
    hint: 'Alerts to update in one call, parted by commas, at most 500. Exactly one of alertId and alertIds.',
  },
  rbacGroupNames: { hint: 'Device groups it applies to, parted by commas; left out: all devices.' },
  // A table of everything is no use in a playbook, and slow.
  top: { default: '100' },
  // A step that fails because an action goes on would end the playbook, although nothing went wrong.
  whenStillRunning: { default: 'result' },
  downloadTo: {
    hint: 'Leave empty to get the link. A folder given here is one of the container, and ends with it, unless the host mounts a folder of its own there.',
  },
};

/** Params that name the machine that is acted on. */
const targets: readonly string[] = ['computerDnsName', 'ipAddress'] satisfies ParamName[];

function inputType({ type, enum: values, items }: JsonSchema): OifField['type'] {
  if (values !== undefined) return 'list';
  // Objects are JSON, which wants room.
  if (items?.properties !== undefined) return 'textarea';
  if (type === 'boolean') return 'checkbox';
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}

const textMap = (values: readonly unknown[]): Record<string, string> =>
  Object.fromEntries(values.map((value) => [String(value), String(value)]));

/** The menu of an entity, which may be the attacker's, must not offer to act on it as on a machine of ours. */
function withoutMenu({ observables, ...rest }: OifField): OifField {
  return rest;
}

function fieldOf(id: string, schema: JsonSchema, required: boolean): OifField {
  const { title = id, description, default: preset, enum: values } = schema;
  return {
    id,
    label: title,
    type: inputType(schema),
    required,
    ...(schema.type === 'integer' && { validator: 'integer' }),
    // A checkbox begins unticked; "false" might be taken for a tick, as any text.
    ...(preset !== undefined && preset !== false && { default: String(preset) }),
    ...(description !== undefined && { hint: description }),
    ...(values !== undefined && { values: textMap(values) }),
    ...particulars[id as ParamName],
  };
}

/** A hint that calls other fields by the labels that the form shows, not by their ids. */
function inLabels(field: OifField, fields: readonly OifField[]): OifField {
  if (field.hint === undefined) return field;
  // An id without a capital is a word of its own, as "comment": it reads well as it is.
  const named = fields.filter(({ id }) => /[A-Z]/.test(id));
  const hint = named.reduce(
    (text, { id, label }) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), label),
    field.hint,
  );
  return { ...field, hint };
}

/** The form of an action: one field a param. */
export function fieldsOf({ group, params }: Description): OifField[] {
  const { properties = {}, required = [] } = params;
  const fields = Object.entries(properties).map(([id, schema]) => {
    const field = fieldOf(id, schema, required.includes(id));
    return targets.includes(id) && group !== 'enrichment' ? withoutMenu(field) : field;
  });
  return fields.map((field) => inLabels(field, fields));
}
