import type { Machine } from '../../../generated/types.ts';
import { readListOptions, refuseOptions } from '../../odata/options.ts';
import { contextOf, pageReply, selectRows } from '../../odata/page.ts';
import { propertyTable } from '../../odata/properties.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, minuteMs, normalTime } from '../../tenant/time.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, pairs, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route, undocumented } from '../../wire/route.ts';
import { readMachines } from '../permissions.ts';
import type { MachineRecord } from './record.ts';
import { machinesOf } from './store.ts';

const properties = propertyTable(
  {
    id: 'text',
    computerDnsName: 'text',
    firstSeen: 'time',
    lastSeen: 'time',
    osPlatform: 'text',
    version: 'text',
    osBuild: 'number',
    osProcessor: 'text',
    osArchitecture: 'text',
    onboardingStatus: 'enum',
    healthStatus: 'enum',
    riskScore: 'enum',
    exposureLevel: 'enum',
    deviceValue: 'enum',
    rbacGroupId: 'id',
    rbacGroupName: 'text',
    lastIpAddress: 'text',
    lastExternalIpAddress: 'text',
    ipAddresses: 'object',
    machineTags: 'texts',
    aadDeviceId: 'text',
    isAadJoined: 'boolean',
  },
  [
    'computerDnsName',
    'id',
    'version',
    'deviceValue',
    'aadDeviceId',
    'machineTags',
    'lastSeen',
    'exposureLevel',
    'onboardingStatus',
    'lastIpAddress',
    'healthStatus',
    'osPlatform',
    'riskScore',
    'rbacGroupId',
  ],
);

/** How long before or after the requested moment an address may have been seen. */
const windowMs = 15 * minuteMs;

/** Reads of machines. */
export const machineRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/machines', roles: readMachines, handle: listMachines },
  { method: 'GET', path: '/api/machines/findbyip({arguments})', roles: readMachines, handle: findByIp },
  { method: 'GET', path: '/api/machines/findbytag', roles: readMachines, handle: findByTag },
  { method: 'GET', path: '/api/machines/{id}', roles: readMachines, handle: getMachine },
  undocumented('GET', '/api/machines/{id}/availableMachineActions'),
];

/** 404 instead of an empty list. https://learn.microsoft.com/defender-endpoint/api/get-machines */
function listMachines({ exchange, tenant }: Call): Reply {
  const listing = {
    set: 'Machines',
    rows: machinesOf(tenant).list(),
    options: readListOptions(exchange.query, properties),
  };
  const matching = selectRows(listing, tenant);
  if (matching.length === 0) throw new ServiceError('ResourceNotFound', 'No recent machines were found.');
  return pageReply(listing, matching, exchange, tenant.settings);
}

/** By id or by computer name. https://learn.microsoft.com/defender-endpoint/api/get-machine-by-id */
function getMachine(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const id = param(call, 'id');
  const machine = machinesOf(call.tenant).get(id) ?? newestOfName(call.tenant, id.toLowerCase());
  if (machine === undefined) throw new ServiceError('ResourceNotFound', `Machine ${id} was not found.`);
  return json(200, { '@odata.context': contextOf(call.exchange, 'Machines/$entity'), ...machine });
}

/**
 * Machines that had an internal address within 15 minutes of a moment at most 30 days ago. A machine that still reports has
 * its address since it was first seen; a silent one had it until it was last seen.
 *
 * https://learn.microsoft.com/defender-endpoint/api/find-machines-by-ip
 */
function findByIp(call: Call): Reply {
  refuseOptions(call.exchange.query);
  const { exchange, tenant } = call;
  const { ip, at } = findByIpArguments(param(call, 'arguments'));
  const now = tenant.now();
  if (at < now - 30 * dayMs || at > now + windowMs) {
    throw new ServiceError('InvalidInput', 'The timestamp must be within the past 30 days.');
  }
  const value = machinesOf(tenant)
    .list()
    .filter((machine) => {
      if (!internalAddresses(machine).includes(ip)) return false;
      const from = Date.parse(machine.firstSeen) - windowMs;
      const to = machine.healthStatus === 'Active' ? now : Date.parse(machine.lastSeen);
      return at >= from && at <= to + windowMs;
    });
  return json(200, { '@odata.context': contextOf(exchange, 'Machines'), value });
}

function findByIpArguments(text: string): { ip: string; at: number } {
  const match = /^\s*(?:ip='([^']*)'\s*,\s*timestamp=([^,]+)|timestamp=([^,]+)\s*,\s*ip='([^']*)')\s*$/i.exec(text);
  if (match === null) throw new ServiceError('BadRequest', "findbyip takes (ip='address',timestamp=date-time).");
  const ip = match[1] ?? match[4] ?? '';
  const time = normalTime((match[2] ?? match[3] ?? '').trim());
  if (!/^[0-9a-f:.]+$/i.test(ip)) throw new ServiceError('InvalidIpAddress', `'${ip}' is not an IP address.`);
  if (time === undefined) throw new ServiceError('InvalidInput', 'The timestamp is not a date-time.');
  return { ip: ip.toLowerCase(), at: Date.parse(time) };
}

function internalAddresses(machine: MachineRecord): (string | null | undefined)[] {
  const addresses = Array.isArray(machine.ipAddresses) ? machine.ipAddresses : [];
  return [machine.lastIpAddress, ...addresses.map((one) => one.ipAddress)].map((ip) => ip?.toLowerCase());
}

/** https://learn.microsoft.com/defender-endpoint/api/find-machines-by-tag */
function findByTag({ exchange, tenant }: Call): Reply {
  let tag = '';
  let startsWith = false;
  for (const [name, value] of pairs(exchange.query)) {
    const option = name.toLowerCase();
    if (option === 'tag') tag = value;
    else if (option === 'usestartswithfilter' && /^(true|false)$/i.test(value)) startsWith = /^true$/i.test(value);
    else throw new ServiceError('ODataError', `The query option '${name}=${value}' is not supported.`);
  }
  if (tag === '') throw new ServiceError('MissingRequiredParameter', "Required parameter 'tag' is missing.");
  const fits = (held: string): boolean => (startsWith ? held.startsWith(tag) : held === tag);
  const value = machinesOf(tenant)
    .list()
    .filter((machine: Machine) => machine.machineTags?.some(fits) ?? false);
  return json(200, { '@odata.context': contextOf(exchange, 'Machines'), value });
}

/** Of several machines with one name, the one that was seen last. */
function newestOfName(tenant: Tenant, name: string): MachineRecord | undefined {
  return machinesOf(tenant)
    .list()
    .find((machine) => {
      const held = machine.computerDnsName.toLowerCase();
      return held === name || held.startsWith(`${name}.`);
    });
}
