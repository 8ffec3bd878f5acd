import { contextOf } from '../../odata/page.ts';
import { type BodyShape, readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import type { MachineRecord } from '../machines/record.ts';
import { machineById, requireOnboarded, requirePlatform } from '../machines/rules.ts';
import {
  type ActionGiven,
  type ActionRecord,
  type ActionType,
  actionTypes,
  isActive,
  makeAction,
  viewAction,
} from './record.ts';
import { machineActionsOf } from './store.ts';

/** A JSON body that kept its shape. */
export type Body = Record<string, unknown>;

/** Makes the action that a call asks for, or refuses it. */
export type Begin = (call: Call, body: Body, machine: MachineRecord) => ActionRecord;

/** The body of most response actions. */
export const commentShape: BodyShape = { required: { Comment: 'string' } };

/** The route of a response action on one machine: 201 with an action that is not carried out yet. */
export const responseAction = (path: string, type: ActionType, shape: BodyShape, begin: Begin): Route => ({
  method: 'POST',
  path: `/api/machines/{id}/${path}`,
  roles: [actionTypes[type].role],
  handle: (call): Reply => {
    const body = readBody(call.exchange, shape);
    const record = begin(call, body, machineById(call.tenant, param(call, 'id')));
    record.fields.requestorComment = typeof body.Comment === 'string' ? body.Comment : null;
    machineActionsOf(call.tenant).put(record);
    const view = viewAction(record, call.tenant);
    return json(201, { '@odata.context': contextOf(call.exchange, 'MachineActions/$entity'), ...view });
  },
});

/** Operating systems by action type, from the operations' pages. Windows servers are supported wherever Windows is. */
const platforms: Record<ActionType, RegExp> = {
  Isolate: /^(Windows|Linux)/i,
  Unisolate: /^(Windows|Linux)/i,
  RunAntiVirusScan: /^(Windows|Linux|macOS)/i,
  StopAndQuarantineFile: /^Windows/i,
  CollectInvestigationPackage: /^Windows/i,
  RestrictCodeExecution: /^Windows/i,
  UnrestrictCodeExecution: /^Windows/i,
  LiveResponse: /^(Windows|Linux|macOS)/i,
};

/** A new action on an onboarded machine with a supported operating system. */
export function startSupported(
  call: Call,
  machine: MachineRecord,
  type: ActionType,
  given: ActionGiven = {},
): ActionRecord {
  requireOnboarded(machine);
  requirePlatform(machine, type, platforms[type]);
  return start(call, machine, type, given);
}

/**
 * A new action of one type, if none of that type is active on the machine.
 *
 * @throws ServiceError ActiveRequestAlreadyExists
 */
export function start(call: Call, machine: MachineRecord, type: ActionType, given: ActionGiven = {}): ActionRecord {
  const { tenant, caller } = call;
  for (const record of machineActionsOf(tenant).ofMachine(machine.id)) {
    if (record.fields.type === type && isActive(viewAction(record, tenant).status)) {
      throw new ServiceError('ActiveRequestAlreadyExists', 'Action is already in progress');
    }
  }
  return makeAction(tenant, { type, machineId: machine.id, requestor: caller.appId, ...given });
}
