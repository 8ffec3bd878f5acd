import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import { wireTime } from '../../tenant/time.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route, requireRole } from '../../wire/route.ts';
import { readMachines } from '../permissions.ts';
import { type ActionRecord, type ActionType, actionTypes, isActive, viewAction } from './record.ts';
import { actionById } from './rules.ts';
import { machineActionsOf } from './store.ts';

const properties = propertyTable(
  {
    id: 'text',
    type: 'enum',
    title: 'text',
    scope: 'text',
    status: 'enum',
    requestor: 'text',
    requestSource: 'text',
    requestorComment: 'text',
    machineId: 'text',
    computerDnsName: 'text',
    creationDateTimeUtc: 'time',
    lastUpdateDateTimeUtc: 'time',
    cancellationRequestor: 'text',
    cancellationComment: 'text',
    cancellationDateTimeUtc: 'time',
    externalId: 'text',
    troubleshootInfo: 'object',
    errorHResult: 'number',
    relatedFileInfo: 'object',
    commands: 'object',
  },
  ['id', 'status', 'machineId', 'type', 'requestor', 'creationDateTimeUtc'],
  // The name in the list sample; recorded answers have the entity's name in lists too.
  { lastUpdateTimeUtc: 'lastUpdateDateTimeUtc' },
);

/** Reads of machine actions, and cancelling one. */
export const machineActionRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/machineactions', roles: readMachines, handle: listActions },
  { method: 'GET', path: '/api/machineactions/{id}', roles: readMachines, handle: getAction },
  { method: 'POST', path: '/api/machineactions/{id}/cancel', roles: [], handle: cancelAction },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-machineactions-collection */
function listActions({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, properties);
  const rows = machineActionsOf(tenant)
    .list()
    .map((record) => viewAction(record, tenant));
  const listing = { set: 'MachineActions', rows, options, madeAt: 'creationDateTimeUtc' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** https://learn.microsoft.com/defender-endpoint/api/get-machineaction-object */
function getAction(call: Call): Reply {
  refuseOptions(call.exchange.query);
  return actionReply(call, actionById(call.tenant, param(call, 'id')));
}

/** https://learn.microsoft.com/defender-endpoint/api/cancel-machine-action */
function cancelAction(call: Call): Reply {
  const { tenant } = call;
  const record = actionById(call.tenant, param(call, 'id'));
  const known = actionTypes[record.fields.type as ActionType];
  if (known !== undefined) requireRole(call.caller, [known.role]);
  const body = readBody(call.exchange, { optional: { Comment: 'string' } });
  const view = viewAction(record, tenant);
  if (!isActive(view.status)) {
    throw new ServiceError('BadRequest', `Machine action ${record.id} cannot be cancelled: it is ${view.status}.`);
  }
  const time = wireTime(tenant.now());
  const fields = {
    ...record.fields,
    ...(view.commands && { commands: view.commands }),
    status: 'Cancelled',
    lastUpdateDateTimeUtc: time,
    cancellationRequestor: call.caller.appId,
    cancellationComment: typeof body.Comment === 'string' ? body.Comment : null,
    cancellationDateTimeUtc: time,
  };
  const cancelled: ActionRecord = { id: record.id, fields, ending: 'Cancelled' };
  machineActionsOf(tenant).put(cancelled);
  return actionReply(call, cancelled);
}

function actionReply(call: Call, record: ActionRecord): Reply {
  const view = viewAction(record, call.tenant);
  return json(200, { '@odata.context': contextOf(call.exchange, 'MachineActions/$entity'), ...view });
}
