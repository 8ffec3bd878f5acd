import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { properties } from '../../odata/properties.ts';
import { wireTime } from '../../tenant/time.ts';
import { readBody } from '../../wire/body.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { requirePlatform } from '../machine-actions/rules.ts';
import { machineById, requireOnboarded } from '../machine-actions/writes.ts';
import { READ_ALERTS } from '../permissions.ts';
import { INVESTIGATION_COURSE, type InvestigationRecord, isRunning, viewInvestigation } from './record.ts';

const PROPERTIES = properties(
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
  { method: 'GET', path: '/api/investigations', roles: READ_ALERTS, handle: listInvestigations },
  { method: 'GET', path: '/api/investigations/{id}', roles: READ_ALERTS, handle: getInvestigation },
  {
    method: 'POST',
    path: '/api/machines/{id}/startInvestigation',
    roles: ['Alert.ReadWrite.All'],
    handle: startInvestigation,
  },
];

/** https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection */
function listInvestigations({ exchange, tenant }: Call): Reply {
  const options = readListOptions(exchange.query, PROPERTIES);
  const now = tenant.now();
  const rows = tenant.investigations.list().map((record) => viewInvestigation(record, now, tenant.speed));
  const listing = { set: 'Investigations', rows, options, madeAt: 'startTime' };
  return pageReply(listing, selectRows(listing, tenant), exchange, tenant.settings);
}

/** By its own id or its triggering alert's. https://learn.microsoft.com/defender-endpoint/api/get-investigation-object */
function getInvestigation(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const id = param(call, 'id');
  const { investigations } = call.tenant;
  const record = investigations.get(id) ?? investigations.list().find((one) => one.fields.triggeringAlertId === id);
  if (record === undefined) throw new ServiceError('ResourceNotFound', `Investigation ${id} was not found.`);
  return investigationReply(call, 200, record);
}

/** 201 with an Investigation. https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation */
function startInvestigation(call: Call): Reply {
  const { tenant } = call;
  readBody(call.exchange, { required: { Comment: 'string' } });
  const machine = machineById(call);
  requireOnboarded(machine);
  requirePlatform(machine, 'Investigate');
  const createdAt = tenant.now();
  for (const record of tenant.investigations.values()) {
    if (record.fields.machineId !== machine.id) continue;
    if (isRunning(viewInvestigation(record, createdAt, tenant.speed).state)) {
      throw new ServiceError('ActiveRequestAlreadyExists', 'Action is already in progress');
    }
  }
  const id = nextId(tenant.investigations.values());
  const record: InvestigationRecord = {
    id,
    fields: {
      id,
      startTime: wireTime(createdAt),
      endTime: null,
      state: 'Queued',
      cancelledBy: null,
      statusDetails: null,
      machineId: machine.id,
      computerDnsName: machine.computerDnsName,
      triggeringAlertId: `da${tenant.random.integer(10 ** 17, 9 * 10 ** 17)}_${tenant.random.integer(10 ** 8, 2 * 10 ** 9)}`,
    },
    course: { createdAt, ...INVESTIGATION_COURSE },
    ending: (tenant.endings.get(machine.id) ?? 'Succeeded') === 'Succeeded' ? 'SuccessfullyRemediated' : 'Failed',
  };
  tenant.investigations.put(record);
  return investigationReply(call, 201, record);
}

/** An id nobody has: numeric text. */
function nextId(held: Iterable<InvestigationRecord>): string {
  let last = 63_000;
  for (const { id } of held) last = Math.max(last, Number(id) || 0);
  return String(last + 1);
}

function investigationReply(call: Call, status: number, record: InvestigationRecord): Reply {
  const view = viewInvestigation(record, call.tenant.now(), call.tenant.speed);
  return json(status, { '@odata.context': contextOf(call.exchange, 'Investigations/$entity'), ...view });
}
