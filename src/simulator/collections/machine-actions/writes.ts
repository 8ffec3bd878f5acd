import { contextOf } from '../../odata/page.ts';
import type { MachineRecord } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { type BodyShape, readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { readCommands } from '../live-response/rules.ts';
import { ACTION_TYPES, type ActionRecord, type ActionType, emptyFields, isActive, viewAction } from './record.ts';
import { requirePlatform } from './rules.ts';

const COMMENT: BodyShape = { required: { Comment: 'string' } };

/** Response actions on one machine. Each answers 201 with an action that has only been accepted. */
export const machineWriteRoutes: readonly Route[] = [
  /** https://learn.microsoft.com/defender-endpoint/api/isolate-machine */
  write('isolate', 'Isolate', { ...COMMENT, optional: { IsolationType: 'string' } }, (call, body, machine) => {
    const scope = oneOf('IsolationType', body.IsolationType ?? 'Full', ['Full', 'Selective', 'UnManagedDevice']);
    const contains = scope === 'UnManagedDevice';
    if (contains && isOnboarded(machine)) {
      throw new ServiceError('InvalidInput', 'IsolationType UnManagedDevice is for devices that are not onboarded.');
    }
    if (!contains) requireOnboarded(machine);
    if (!contains) requirePlatform(machine, scope === 'Selective' ? 'IsolateSelective' : 'Isolate');
    return start(call, machine, 'Isolate', { scope });
  }),
  /** https://learn.microsoft.com/defender-endpoint/api/unisolate-machine */
  write('unisolate', 'Unisolate', COMMENT, ordinary('Unisolate')),
  /** https://learn.microsoft.com/defender-endpoint/api/run-av-scan */
  write(
    'runAntiVirusScan',
    'RunAntiVirusScan',
    { required: { Comment: 'string', ScanType: 'string' } },
    (call, body, machine) => {
      const scope = oneOf('ScanType', body.ScanType, ['Quick', 'Full']);
      return ordinary('RunAntiVirusScan', { scope })(call, body, machine);
    },
  ),
  /** https://learn.microsoft.com/defender-endpoint/api/stop-and-quarantine-file */
  write(
    'StopAndQuarantineFile',
    'StopAndQuarantineFile',
    { required: { Comment: 'string', Sha1: 'string' } },
    (call, body, machine) => {
      const sha1 = String(body.Sha1);
      if (!/^[0-9a-f]{40}$/i.test(sha1)) throw new ServiceError('InvalidHashValue', `'${sha1}' is not a SHA-1.`);
      const relatedFileInfo = { fileIdentifier: sha1, fileIdentifierType: 'Sha1' };
      return ordinary('StopAndQuarantineFile', { relatedFileInfo })(call, body, machine);
    },
  ),
  /** https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package */
  write('collectInvestigationPackage', 'CollectInvestigationPackage', COMMENT, ordinary('CollectInvestigationPackage')),
  /** https://learn.microsoft.com/defender-endpoint/api/restrict-code-execution */
  write('restrictCodeExecution', 'RestrictCodeExecution', COMMENT, ordinary('RestrictCodeExecution')),
  /** https://learn.microsoft.com/defender-endpoint/api/unrestrict-code-execution */
  write('unrestrictCodeExecution', 'UnrestrictCodeExecution', COMMENT, ordinary('UnrestrictCodeExecution')),
  /** https://learn.microsoft.com/defender-endpoint/api/run-live-response */
  write(
    'runliveresponse',
    'LiveResponse',
    { required: { Commands: 'array' }, optional: { Comment: 'string' } },
    openSession,
  ),
];

type Body = Record<string, unknown>;
type Write = (call: Call, body: Body, machine: MachineRecord) => ActionRecord;

function write(path: string, type: ActionType, shape: BodyShape, begin: Write): Route {
  return {
    method: 'POST',
    path: `/api/machines/{id}/${path}`,
    roles: [ACTION_TYPES[type].role],
    handle: (call): Reply => {
      const body = readBody(call.exchange, shape);
      const machine = machineById(call);
      const record = begin(call, body, machine);
      record.fields.requestorComment = typeof body.Comment === 'string' ? body.Comment : null;
      call.tenant.machineActions.put(record);
      const view = viewAction(record, call.tenant.now(), call.tenant.speed);
      return json(201, { '@odata.context': contextOf(call.exchange, 'MachineActions/$entity'), ...view });
    },
  };
}

/** An action that only asks for an onboarded machine with a fitting operating system. */
function ordinary(type: ActionType, extra: Partial<ActionRecord['fields']> = {}): Write {
  return (call, _body, machine) => {
    if (type !== 'Unisolate' || !isContained(call, machine)) {
      requireOnboarded(machine);
      requirePlatform(machine, type);
    }
    return start(call, machine, type, extra);
  };
}

/** Sessions that a tenant may have at a time, and how long one for a machine that is off line is queued. */
const MOST_SESSIONS = 50;
const QUEUE_SECONDS = 2 * 3600;

/** https://learn.microsoft.com/defender-endpoint/api/run-live-response */
function openSession(call: Call, body: Body, machine: MachineRecord): ActionRecord {
  const { tenant } = call;
  const commands = readCommands(body.Commands as unknown[]);
  const sessions = [...tenant.machineActions.values()].filter(
    (record) =>
      record.fields.type === 'LiveResponse' && isActive(viewAction(record, tenant.now(), tenant.speed).status),
  );
  if (sessions.length >= MOST_SESSIONS) {
    throw new ServiceError('TooManyRequests', `${MOST_SESSIONS} sessions are open already.`, { 'Retry-After': '30' });
  }
  const record = ordinary('LiveResponse', { commands })(call, body, machine);
  if (machine.healthStatus === 'Active' || record.course === undefined) return record;
  return { ...record, course: { ...record.course, waits: QUEUE_SECONDS, takes: QUEUE_SECONDS }, ending: 'TimeOut' };
}

/**
 * The machine a write names by id.
 *
 * @throws ServiceError ResourceNotFound
 */
export function machineById(call: Call): MachineRecord {
  const machine = call.tenant.machines.get(param(call, 'id'));
  if (machine !== undefined) return machine;
  throw new ServiceError('ResourceNotFound', `Machine ${param(call, 'id')} was not found.`);
}

/**
 * Refuses a device without a sensor: nothing could carry the action out.
 *
 * @throws ServiceError InvalidInput
 */
export function requireOnboarded(machine: MachineRecord): void {
  if (isOnboarded(machine)) return;
  throw new ServiceError(
    'InvalidInput',
    `Machine ${machine.id} is not onboarded (${machine.onboardingStatus ?? 'unknown'}).`,
  );
}

function isOnboarded(machine: MachineRecord): boolean {
  return machine.onboardingStatus?.toLowerCase() === 'onboarded';
}

/** Whether a device without a sensor was contained: only then is there something to release. */
function isContained(call: Call, machine: MachineRecord): boolean {
  return call.tenant.machineActions.ofMachine(machine.id).some((record) => record.fields.scope === 'UnManagedDevice');
}

/**
 * A new action of one type, if none of that type is active on the machine.
 *
 * @throws ServiceError ActiveRequestAlreadyExists
 */
function start(
  call: Call,
  machine: MachineRecord,
  type: ActionType,
  extra: Partial<ActionRecord['fields']>,
): ActionRecord {
  const { tenant } = call;
  const createdAt = tenant.now();
  for (const record of tenant.machineActions.ofMachine(machine.id)) {
    if (record.fields.type === type && isActive(viewAction(record, createdAt, tenant.speed).status)) {
      throw new ServiceError('ActiveRequestAlreadyExists', 'Action is already in progress');
    }
  }
  const time = wireTime(createdAt);
  const id = tenant.random.guid();
  const { waits, takes } = ACTION_TYPES[type];
  return {
    id,
    fields: {
      id,
      type,
      ...emptyFields(),
      requestor: call.caller.appId,
      requestorComment: null,
      machineId: machine.id,
      computerDnsName: machine.computerDnsName,
      creationDateTimeUtc: time,
      lastUpdateDateTimeUtc: time,
      ...extra,
    },
    course: { createdAt, waits, takes },
    ending: tenant.endings.get(machine.id) ?? 'Succeeded',
  };
}

function oneOf(name: string, value: unknown, allowed: string[]): string {
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw new ServiceError('InvalidInput', `${name} '${String(value)}' is not one of ${allowed.join(', ')}.`);
}
