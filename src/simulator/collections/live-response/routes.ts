import { refuseOptions } from '../../odata/options.ts';
import { contextOf } from '../../odata/page.ts';
import { linkTo } from '../../storage/link.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { libraryOf } from '../library-files/store.ts';
import type { CommandView } from '../machine-actions/commands.ts';
import { type ActionRecord, isActive, viewAction } from '../machine-actions/record.ts';
import { actionById } from '../machine-actions/rules.ts';
import { type Body, responseAction, startSupported } from '../machine-actions/start.ts';
import { machineActionsOf } from '../machine-actions/store.ts';
import type { MachineRecord } from '../machines/record.ts';
import { readMachines } from '../permissions.ts';
import { resultName, resultOf } from './result.ts';
import { readCommands } from './rules.ts';

/** Live response: running commands, and the link to what one of them returned. */
export const liveResponseRoutes: readonly Route[] = [
  responseAction(
    'runliveresponse',
    'LiveResponse',
    { required: { Commands: 'array' }, optional: { Comment: 'string' } },
    openSession,
  ),
  {
    method: 'GET',
    path: '/api/machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})',
    roles: readMachines,
    handle: getResultUri,
  },
];

/** Sessions that a tenant may have at a time, and how long a session waits for a machine that is offline. */
const mostSessions = 50;
const queueSeconds = 2 * 3600;

/** https://learn.microsoft.com/defender-endpoint/api/run-live-response */
function openSession(call: Call, body: Body, machine: MachineRecord): ActionRecord {
  const { tenant } = call;
  const commands = readCommands(body.Commands as unknown[]);
  refuseUnknownFiles(tenant, commands);
  const sessions = [...machineActionsOf(tenant).values()].filter(
    (record) => record.fields.type === 'LiveResponse' && isActive(viewAction(record, tenant).status),
  );
  if (sessions.length >= mostSessions) {
    throw new ServiceError('TooManyRequests', `${mostSessions} sessions are open already.`, { 'Retry-After': '30' });
  }
  const record = startSupported(call, machine, 'LiveResponse', { commands });
  if (machine.healthStatus === 'Active' || record.course === undefined) return record;
  return { ...record, course: { ...record.course, waits: queueSeconds, takes: queueSeconds }, ending: 'TimeOut' };
}

/** Microsoft does not document the response to a file that the library does not hold: 400 like other bad input. */
function refuseUnknownFiles(tenant: Tenant, commands: readonly CommandView[]): void {
  const named = commands.flatMap(({ command }) => command?.params ?? []);
  const unknown = named.find(
    ({ key, value }) => (key === 'FileName' || key === 'ScriptName') && !libraryOf(tenant).has(String(value)),
  );
  if (unknown !== undefined)
    throw new ServiceError('InvalidInput', `File '${unknown.value}' was not found in the live response library.`);
}

/**
 * 404 until the command has completed, and for one that returns nothing.
 *
 * https://learn.microsoft.com/defender-endpoint/api/get-live-response-result
 */
function getResultUri(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { exchange, tenant } = call;
  const record = actionById(tenant, param(call, 'id'));
  const index = param(call, 'index');
  if (!/^\d{1,9}$/.test(index)) throw new ServiceError('InvalidInput', `index '${index}' is not a position.`);
  const view = viewAction(record, tenant);
  if (view.type !== 'LiveResponse') {
    throw new ServiceError('BadRequest', `Machine action ${record.id} is a ${view.type}: it runs no commands.`);
  }
  if (resultOf(view, Number(index)) === undefined) {
    throw new ServiceError('ResourceNotFound', `Command ${index} of machine action ${record.id} has no result.`);
  }
  const value = linkTo(resultName(record.id, Number(index)), tenant, exchange.origin);
  return json(200, { '@odata.context': contextOf(exchange, 'Edm.String'), value });
}
