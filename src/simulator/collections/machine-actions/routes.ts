import { requireRole } from '../../oauth/identify.ts';
import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { properties } from '../../odata/properties.ts';
import { wireTime } from '../../tenant/time.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { resultOf } from '../live-response/rules.ts';
import { packageLink, resultLink } from '../packages/routes.ts';
import { READ_MACHINES } from '../permissions.ts';
import { ACTION_TYPES, type ActionRecord, isActive, viewAction } from './record.ts';

const PROPERTIES = properties(
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

/** Reads of machine actions, cancelling one, and the links to a package and to what a command gave. */
export const machineActionRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/machineactions', roles: READ_MACHINES, handle: listActions },
  { method: 'GET', path: '/api/machineactions/{id}', roles: READ_MACHINES, handle: getAction },
  { method: 'GET', path: '/api/machineactions/{id}/getPackageUri', roles: READ_MACHINES, handle: getPackageUri },
  {
    method: 'GET',
    path: '/api/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})',
    roles: READ_MACHINES,
    handle: getResultUri,
  },
  { method: 'POST', path: '/api/machineactions/{id}/cancel', roles: [], handle: cancelAction },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-machineactions-collection */
function listActions({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, PROPERTIES);
  const now = tenant.now();
  const rows = tenant.machineActions.list().map((record) => viewAction(record, now, tenant.speed));
  const listing = { set: 'MachineActions', rows, options, madeAt: 'creationDateTimeUtc' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** https://learn.microsoft.com/defender-endpoint/api/get-machineaction-object */
function getAction(call: Call): Reply {
  refuseOptions(call.exchange.query);
  return actionReply(call, actionById(call));
}

/**
 * 404 until the package is there. The link's quotation marks belong to the answer, as in the page's sample.
 *
 * https://learn.microsoft.com/defender-endpoint/api/get-package-sas-uri
 */
function getPackageUri(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { exchange, tenant } = call;
  const record = actionById(call);
  const view = viewAction(record, tenant.now(), tenant.speed);
  if (view.type !== 'CollectInvestigationPackage') {
    throw new ServiceError(
      'BadRequest',
      `Machine action ${record.id} is a ${view.type}: it has no investigation package.`,
    );
  }
  if (view.status !== 'Succeeded') {
    throw new ServiceError(
      'ResourceNotFound',
      `The investigation package of machine action ${record.id} is not available.`,
    );
  }
  const value = `"${packageLink(tenant, exchange.origin, record.id)}"`;
  return json(200, { '@odata.context': contextOf(exchange, 'Edm.String'), value });
}

/**
 * 404 until the command has completed, and for one that brings nothing.
 *
 * https://learn.microsoft.com/defender-endpoint/api/get-live-response-result
 */
function getResultUri(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { exchange, tenant } = call;
  const record = actionById(call);
  const index = param(call, 'index');
  if (!/^\d{1,9}$/.test(index)) throw new ServiceError('InvalidInput', `index '${index}' is no position.`);
  const view = viewAction(record, tenant.now(), tenant.speed);
  if (view.type !== 'LiveResponse') {
    throw new ServiceError('BadRequest', `Machine action ${record.id} is a ${view.type}: it runs no commands.`);
  }
  if (resultOf(view, Number(index)) === undefined) {
    throw new ServiceError('ResourceNotFound', `Command ${index} of machine action ${record.id} has no result.`);
  }
  const value = resultLink(tenant, exchange.origin, record.id, Number(index));
  return json(200, { '@odata.context': contextOf(exchange, 'Edm.String'), value });
}

/** https://learn.microsoft.com/defender-endpoint/api/cancel-machine-action */
function cancelAction(call: Call): Reply {
  const { tenant } = call;
  const record = actionById(call);
  const known = ACTION_TYPES[record.fields.type as keyof typeof ACTION_TYPES];
  if (known !== undefined) requireRole(call.caller, [known.role]);
  const body = readBody(call.exchange, { optional: { Comment: 'string' } });
  const view = viewAction(record, tenant.now(), tenant.speed);
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
  tenant.machineActions.put(cancelled);
  return actionReply(call, cancelled);
}

function actionById(call: Call): ActionRecord {
  const record = call.tenant.machineActions.get(param(call, 'id'));
  if (record !== undefined) return record;
  throw new ServiceError('ResourceNotFound', `Machine action ${param(call, 'id')} was not found.`);
}

function actionReply(call: Call, record: ActionRecord): Reply {
  const view = viewAction(record, call.tenant.now(), call.tenant.speed);
  return json(200, { '@odata.context': contextOf(call.exchange, 'MachineActions/$entity'), ...view });
}
