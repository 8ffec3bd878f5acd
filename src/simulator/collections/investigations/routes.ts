import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { machineById, requireOnboarded, requirePlatform } from '../machines/rules.ts';
import { endingOf } from '../machines/store.ts';
import { readAlerts } from '../permissions.ts';
import { type InvestigationRecord, isRunning, makeInvestigation, viewInvestigation } from './record.ts';
import { investigationsOf } from './store.ts';

const properties = propertyTable(
  {
    id: 'text',
    startTime: 'time',
    endTime: 'time',
    state: 'enum',
    statusDetails: 'text',
    cancelledBy: 'text',
    machineId: 'text',
    computerDnsName: 'text',
    triggeringAlertId: 'text',
  },
  ['startTime', 'id', 'state', 'machineId', 'triggeringAlertId'],
);

/** Automated investigations: reads, and starting one on a machine. */
export const investigationRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/investigations', roles: readAlerts, handle: listInvestigations },
  { method: 'GET', path: '/api/investigations/{id}', roles: readAlerts, handle: getInvestigation },
  {
    method: 'POST',
    path: '/api/machines/{id}/startInvestigation',
    roles: ['Alert.ReadWrite.All'],
    handle: startInvestigation,
  },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection */
function listInvestigations({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, properties);
  const rows = investigationsOf(tenant)
    .list()
    .map((record) => viewInvestigation(record, tenant));
  const listing = { set: 'Investigations', rows, options, madeAt: 'startTime' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** By its own id or that of its triggering alert. https://learn.microsoft.com/defender-endpoint/api/get-investigation-object */
function getInvestigation(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const id = param(call, 'id');
  const investigations = investigationsOf(call.tenant);
  const record = investigations.get(id) ?? investigations.list().find((one) => one.fields.triggeringAlertId === id);
  if (record === undefined) throw new ServiceError('ResourceNotFound', `Investigation ${id} was not found.`);
  return investigationReply(call, 200, record);
}

/** 201 with an Investigation. https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation */
function startInvestigation(call: Call): Reply {
  const { tenant } = call;
  readBody(call.exchange, { required: { Comment: 'string' } });
  const machine = machineById(tenant, param(call, 'id'));
  requireOnboarded(machine);
  requirePlatform(machine, 'Investigate', /^Windows/i);
  const investigations = investigationsOf(tenant);
  for (const record of investigations.values()) {
    if (record.fields.machineId === machine.id && isRunning(viewInvestigation(record, tenant).state)) {
      throw new ServiceError('ActiveRequestAlreadyExists', 'Action is already in progress');
    }
  }
  const { random } = tenant;
  const made = makeInvestigation(tenant, {
    id: investigations.nextId(),
    machineId: machine.id,
    triggeringAlertId: `da${random.integer(10 ** 17, 9 * 10 ** 17)}_${random.integer(10 ** 8, 2 * 10 ** 9)}`,
  });
  const ending = endingOf(tenant, machine.id) === 'Succeeded' ? made.ending : 'Failed';
  const record = { ...made, ending };
  investigations.put(record);
  return investigationReply(call, 201, record);
}

function investigationReply(call: Call, status: number, record: InvestigationRecord): Reply {
  const view = viewInvestigation(record, call.tenant);
  return json(status, { '@odata.context': contextOf(call.exchange, 'Investigations/$entity'), ...view });
}
