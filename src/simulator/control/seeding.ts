import { Ajv, type ValidateFunction } from 'ajv';
import alertSchema from '../../../schemas/defender/alert.json' with { type: 'json' };
import fileSchema from '../../../schemas/defender/file.json' with { type: 'json' };
import indicatorSchema from '../../../schemas/defender/indicator.json' with { type: 'json' };
import investigationSchema from '../../../schemas/defender/investigation.json' with { type: 'json' };
import machineSchema from '../../../schemas/defender/machine.json' with { type: 'json' };
import actionSchema from '../../../schemas/defender/machine-action.json' with { type: 'json' };
import remediationSchema from '../../../schemas/defender/remediation-activity.json' with { type: 'json' };
import { makeAlert } from '../collections/alerts/record.ts';
import { makeMachines } from '../collections/machines/seed.ts';
import { makeRemediation } from '../collections/remediation-activities/record.ts';
import type { IndicatorRecord, MachineRecord, Tenant } from '../tenant/tenant.ts';
import { normalTime, wireTime } from '../tenant/time.ts';
import { isObject } from '../wire/body.ts';
import { seedAction, seedInvestigation } from './seed-actions.ts';

type Item = Record<string, unknown>;

interface Collection {
  schema: object;
  clear: (tenant: Tenant) => void;
  put: (tenant: Tenant, item: Item) => void;
}

/** Keys of a machine item that say how the machine behaves; they are no fields of it. */
const BEHAVIOUR = 'actionsEnd';

const COLLECTIONS: Record<string, Collection> = {
  machines: { schema: machineSchema, clear: (tenant) => tenant.machines.clear(), put: putMachine },
  machineActions: {
    schema: actionSchema,
    clear: (tenant) => tenant.machineActions.clear(),
    put: (tenant, item) => tenant.machineActions.put(seedAction(tenant, item)),
  },
  investigations: {
    schema: investigationSchema,
    clear: (tenant) => tenant.investigations.clear(),
    put: (tenant, item) => tenant.investigations.put(seedInvestigation(tenant, item)),
  },
  indicators: { schema: indicatorSchema, clear: (tenant) => tenant.indicators.clear(), put: putIndicator },
  alerts: {
    schema: alertSchema,
    clear: (tenant) => tenant.alerts.clear(),
    put: (tenant, item) => tenant.alerts.put(makeAlert(tenant, item)),
  },
  remediationActivities: {
    schema: remediationSchema,
    clear: (tenant) => tenant.remediationActivities.clear(),
    put: (tenant, item) => tenant.remediationActivities.put(makeRemediation(tenant, item)),
  },
  files: { schema: fileSchema, clear: (tenant) => tenant.files.clear(), put: (tenant, item) => tenant.files.put(item) },
};

/**
 * Puts items into a collection or a hunting table: an item replaces the one of the same id, missing fields are filled in
 * with ordinary values, `replace` empties the collection first. All items are checked before the first one goes in.
 *
 * @returns how many went in
 * @throws Error saying which item breaks which rule
 */
export function seedCollection(tenant: Tenant, name: unknown, items: unknown, replace: boolean): number {
  if (!Array.isArray(items) || !items.every(isObject)) throw new Error('items must be a list of objects');
  if (typeof name === 'string' && tenant.hunting.has(name)) {
    tenant.hunting.add(name, items, replace);
    return items.length;
  }
  const wanted = String(name).toLowerCase();
  const collection = Object.entries(COLLECTIONS).find(([known]) => known.toLowerCase() === wanted)?.[1];
  if (collection === undefined) {
    const known = [...Object.keys(COLLECTIONS), ...tenant.hunting.names()].join(', ');
    throw new Error(`unknown collection '${String(name)}': it is one of ${known}`);
  }
  const ready = items.map(normalTimes);
  const validate = validator(collection.schema);
  ready.forEach((item, index) => {
    if (validate(item)) return;
    const fault = validate.errors?.[0];
    throw new Error(`items[${index}]${fault?.instancePath ?? ''} ${fault?.message ?? 'is not valid'}`);
  });
  if (replace) collection.clear(tenant);
  for (const item of ready) collection.put(tenant, item);
  return items.length;
}

const compiled = new Map<object, ValidateFunction>();

function validator(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // The examples, titles and x- keywords of the shared schemas are no concern of validation.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const { $id: _id, ...rest } = schema as { $id?: string };
  const validate = ajv.compile(rest);
  compiled.set(schema, validate);
  return validate;
}

/** Times in the wire form, because filters compare them as text. */
function normalTimes(item: Item): Item {
  const timed = /(Seen|Time|TimeUtc|Observed|On)$/;
  const entries = Object.entries(item).map(([name, value]) => {
    if (!timed.test(name) || typeof value !== 'string') return [name, value];
    const time = normalTime(value);
    if (time === undefined) throw new Error(`${name} '${value}' is not a date-time`);
    return [name, time];
  });
  return Object.fromEntries(entries);
}

function putMachine(tenant: Tenant, item: Item): void {
  const [ordinary] = makeMachines(1, tenant.random, tenant.now());
  const { [BEHAVIOUR]: ending, ...fields } = item;
  const ip = fields.lastIpAddress ?? null;
  const blank = {
    computerDnsName: '',
    machineTags: [],
    lastIpAddress: null,
    ipAddresses: ip === null ? [] : [{ ipAddress: ip }],
  };
  const former = typeof item.id === 'string' ? tenant.machines.get(item.id) : undefined;
  const base = former ?? { ...ordinary, riskScore: 'None', lastSeen: wireTime(tenant.now()), ...blank };
  const machine = { ...base, ...fields } as MachineRecord;
  tenant.machines.put(machine);
  if (typeof ending === 'string') tenant.endings.set(machine.id, ending);
}

function putIndicator(tenant: Tenant, item: Item): void {
  const now = wireTime(tenant.now());
  const ordinary = {
    id: tenant.indicators.nextId(),
    action: 'Audit',
    severity: 'Informational',
    title: 'Seeded',
    description: 'Seeded',
    recommendedActions: null,
    application: null,
    externalId: null,
    sourceType: 'AadApp',
    source: tenant.appName,
    createdBySource: 'PublicApi',
    createdByDisplayName: tenant.appName,
    createdBy: tenant.clientId,
    lastUpdatedBy: null,
    creationTimeDateTimeUtc: now,
    lastUpdateTime: now,
    expirationTime: null,
    rbacGroupNames: [],
    rbacGroupIds: [],
    generateAlert: true,
  };
  for (const name of ['indicatorValue', 'indicatorType']) {
    if (typeof item[name] !== 'string') throw new Error(`an indicator needs ${name}`);
  }
  const indicator: Item = { ...ordinary, ...item };
  tenant.indicators.put(indicator as IndicatorRecord);
}
