import { refuseOptions } from '../../odata/options.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { normalTime, wireTime } from '../../tenant/time.ts';
import { type BodyShape, readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { huntingOf } from '../hunting/store.ts';
import { type AlertRecord, makeAlert } from './record.ts';
import { alertReply } from './routes.ts';
import { alertById } from './rules.ts';
import { alertsOf } from './store.ts';

/** Values of an update by property. The two pages differ: identifiers of both are accepted. */
const changeable: Record<string, readonly string[]> = {
  status: ['New', 'InProgress', 'Resolved'],
  classification: ['TruePositive', 'FalsePositive', 'InformationalExpectedActivity', 'Unknown'],
  determination: [
    ...['MultiStagedAttack', 'MaliciousUserActivity', 'CompromisedUser', 'Malware', 'Phishing', 'UnwantedSoftware'],
    ...['SecurityTesting', 'LineOfBusinessApplication', 'ConfirmedActivity', 'ConfirmedUserActivity'],
    ...['NotMalicious', 'Clean', 'InsufficientData', 'Other', 'NotAvailable'],
  ],
};

const severities = ['Low', 'Medium', 'High'];
const categories = [
  ...['General', 'CommandAndControl', 'Collection', 'CredentialAccess', 'DefenseEvasion', 'Discovery', 'Exfiltration'],
  ...['Exploit', 'Execution', 'InitialAccess', 'LateralMovement', 'Malware', 'Persistence', 'PrivilegeEscalation'],
  ...['Ransomware', 'SuspiciousActivity'],
];

const eventShape: BodyShape = {
  required: {
    machineId: 'string',
    reportId: 'string',
    eventTime: 'string',
    severity: 'string',
    category: 'string',
    title: 'string',
    description: 'string',
    recommendedAction: 'string',
  },
};

/** The table and the samples of the update page have the names in different letter case. */
const updateShape = {
  optional: {
    status: 'string',
    assignedTo: 'string',
    classification: 'string',
    determination: 'string',
    comment: 'string',
  },
  anyCase: true,
} as const satisfies BodyShape;

const roles = ['Alert.ReadWrite.All'];

/** Writes of alerts: create from an event, update one, update several. */
export const alertWriteRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/alerts/CreateAlertByReference', roles, handle: createAlert },
  { method: 'POST', path: '/api/alerts/batchUpdate', roles, handle: updateAlerts },
  { method: 'PATCH', path: '/api/alerts/{id}', roles, handle: updateAlert },
];

/**
 * 200; if the machine has an open alert of the same title, that one is returned with new times.
 * https://learn.microsoft.com/defender-endpoint/api/create-alert-by-reference
 */
function createAlert(call: Call): Reply {
  const { exchange, tenant } = call;
  refuseOptions(exchange.query);
  const {
    reportId,
    eventTime,
    recommendedAction: _action,
    ...fields
  } = readBody(exchange, eventShape) as Record<string, string>;
  const { machineId = '', title, severity, category } = fields;
  requireOneOf('severity', severity, severities);
  requireOneOf('category', category, categories);
  if (!hasEvent(tenant, machineId, String(reportId), normalTime(String(eventTime)))) {
    throw new ServiceError(
      'ResourceNotFound',
      `No event ${reportId} of ${eventTime} was found on machine ${machineId}.`,
    );
  }
  const open = alertsOf(tenant)
    .list()
    .find((alert) => alert.machineId === machineId && alert.title === title && alert.status !== 'Resolved');
  const lastUpdateTime = wireTime(tenant.now());
  const alert =
    open === undefined
      ? makeAlert(tenant, { ...fields, detectionSource: 'CustomerTI' })
      : { ...open, lastUpdateTime, lastEventTime: lastUpdateTime };
  alertsOf(tenant).put(alert);
  return alertReply(call, alert);
}

/** Whether a hunting table has the event: the same machine, report and exact time. */
function hasEvent(tenant: Tenant, machineId: string, reportId: string, time: string | undefined): boolean {
  const hunting = huntingOf(tenant);
  return hunting.names().some((name) => {
    const table = hunting.find(name);
    const [device = -1, report = -1, stamp = -1] = ['DeviceId', 'ReportId', 'Timestamp'].map((wanted) =>
      (table?.columns ?? []).findIndex((column) => column.name === wanted),
    );
    return table
      ?.rows()
      .some((row) => row[device] === machineId && String(row[report]) === reportId && row[stamp] === time);
  });
}

/** https://learn.microsoft.com/defender-endpoint/api/update-alert */
function updateAlert(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const changes = checked(readBody(call.exchange, updateShape));
  const alert = changed(call, alertById(call.tenant, param(call, 'id')), changes);
  alertsOf(call.tenant).put(alert);
  return alertReply(call, alert);
}

/** 200 with an empty body; an unknown id refuses the whole call. https://learn.microsoft.com/defender-endpoint/api/batch-update-alerts */
function updateAlerts(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { alertIds, ...rest } = readBody(call.exchange, { ...updateShape, required: { alertIds: 'array' } });
  const changes = checked(rest);
  const alerts = (alertIds as unknown[]).map((id) => alertById(call.tenant, String(id)));
  for (const alert of alerts) alertsOf(call.tenant).put(changed(call, alert, changes));
  return { status: 200, headers: {}, body: '' };
}

function checked(changes: Record<string, unknown>): Partial<AlertRecord> & { comment?: string } {
  const given = Object.entries(changes).filter(([, value]) => value !== null);
  if (given.length === 0) throw new ServiceError('InvalidRequestBody', 'There is nothing to update.');
  for (const [name, value] of given) requireOneOf(name, value, changeable[name]);
  return Object.fromEntries(given);
}

function requireOneOf(name: string, value: unknown, values: readonly string[] | undefined): void {
  if (values === undefined || values.some((one) => one === value)) return;
  throw new ServiceError('InvalidInput', `'${String(value)}' is not a ${name}: use one of ${values.join(', ')}.`);
}

function changed(
  { tenant, caller }: Call,
  alert: AlertRecord,
  { comment, ...fields }: Partial<AlertRecord> & { comment?: string },
): AlertRecord {
  const now = wireTime(tenant.now());
  const added = comment === undefined ? [] : [{ comment, createdBy: caller.appId, createdTime: now }];
  const resolved = fields.status === undefined ? {} : { resolvedTime: fields.status === 'Resolved' ? now : null };
  return { ...alert, ...fields, ...resolved, lastUpdateTime: now, comments: [...(alert.comments ?? []), ...added] };
}
