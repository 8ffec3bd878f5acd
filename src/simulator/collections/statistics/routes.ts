import { isIP } from 'node:net';
import { contextOf } from '../../odata/page.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { hourMs, wireTime } from '../../tenant/time.ts';
import { ServiceError } from '../../wire/errors.ts';
import { json, pairs, type Reply } from '../../wire/exchange.ts';
import { type Call, param, type Route } from '../../wire/route.ts';
import { filesOf } from '../files/store.ts';
import { huntingOf } from '../hunting/store.ts';

/** The longest period of statistics, which is also the default. */
const mostHours = 720;
const fileTables = ['DeviceProcessEvents', 'DeviceFileEvents', 'DeviceImageLoadEvents', 'DeviceEvents'];

/** Statistics of files, domains and IP addresses, counted in the hunting tables. */
export const statisticsRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/domains/{domain}/stats', roles: ['URL.Read.All'], handle: domainStatistics },
  { method: 'GET', path: '/api/ips/{ip}/stats', roles: ['Ip.Read.All'], handle: ipStatistics },
  { method: 'GET', path: '/api/files/{hash}/stats', roles: ['File.Read.All'], handle: fileStatistics },
];

/** Unknown: prevalence 0. https://learn.microsoft.com/defender-endpoint/api/get-domain-statistics */
function domainStatistics(call: Call): Reply {
  const host = param(call, 'domain').toLowerCase();
  if (!/^[\w-]+(\.[\w-]+)+$/.test(host)) throw new ServiceError('InvalidDomainName', `'${host}' is not a domain.`);
  return statistics(call, 'InOrgDomainStats', { host }, ['DeviceNetworkEvents'], 'RemoteUrl', host);
}

/** Unknown: prevalence 0; invalid: 400. https://learn.microsoft.com/defender-endpoint/api/get-ip-statistics */
function ipStatistics(call: Call): Reply {
  const ipAddress = param(call, 'ip').toLowerCase();
  if (isIP(ipAddress) === 0) throw new ServiceError('InvalidIpAddress', `'${ipAddress}' is not an IP address.`);
  return statistics(call, 'InOrgIPStats', { ipAddress }, ['DeviceNetworkEvents'], 'RemoteIP', ipAddress);
}

/** Unknown: 404. https://learn.microsoft.com/defender-endpoint/api/get-file-statistics */
function fileStatistics(call: Call): Reply {
  const hash = param(call, 'hash');
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(hash)) {
    throw new ServiceError('InvalidHashValue', `'${hash}' is not a SHA-1 or SHA-256.`);
  }
  const file = filesOf(call.tenant).get(hash);
  if (file === undefined) throw new ServiceError('ResourceNotFound', `File ${hash} was not found.`);
  const { sha1 = null, globalPrevalence = null, globalFirstObserved = null, globalLastObserved = null } = file;
  const global = { globallyPrevalence: globalPrevalence, globalPrevalence: textOf(globalPrevalence) };
  const profile = { sha1, ...global, globalFirstObserved, globalLastObserved };
  const names = sightings(call.tenant, fileTables, 'SHA1', String(sha1)).map(({ name }) => name);
  const topFileNames = [...new Set(names.filter((name) => name !== ''))].slice(0, 10);
  return statistics(call, 'InOrgFileStats', { ...profile, topFileNames }, fileTables, 'SHA1', String(sha1));
}

function statistics(
  call: Call,
  set: string,
  entity: object,
  tables: readonly string[],
  column: string,
  value: string,
): Reply {
  const { exchange, tenant } = call;
  const earliest = wireTime(tenant.now() - hoursOf(exchange.query) * hourMs);
  const seen = sightings(tenant, tables, column, value);
  const times = seen.map(({ time }) => time).sort();
  const recent = seen.filter(({ time }) => time >= earliest);
  const prevalence = new Set(recent.map(({ device }) => device)).size;
  return json(200, {
    '@odata.context': contextOf(exchange, `microsoft.windowsDefenderATP.api.${set}`),
    ...entity,
    organizationPrevalence: prevalence,
    orgPrevalence: textOf(prevalence),
    orgFirstSeen: times[0] ?? null,
    orgLastSeen: times.at(-1) ?? null,
  });
}

/** Recorded responses have each number under two names; under the older one it is a text. */
const textOf = (number: number | null): string | null => (number === null ? null : String(number));

/** Events in which a column has a value, in any letter case. */
function sightings(
  tenant: Tenant,
  tables: readonly string[],
  column: string,
  value: string,
): { time: string; device: string; name: string }[] {
  return tables.flatMap((name) => {
    const table = huntingOf(tenant).find(name);
    if (table === undefined) return [];
    const place = (wanted: string) => table.columns.findIndex((one) => one.name === wanted);
    const [at, time, device, file] = [place(column), place('Timestamp'), place('DeviceId'), place('FileName')];
    return table
      .rows()
      .filter((row) => String(row[at] ?? '').toLowerCase() === value.toLowerCase())
      .map((row) => ({ time: String(row[time]), device: String(row[device]), name: String(row[file] ?? '') }));
  });
}

function hoursOf(query: string): number {
  let hours = mostHours;
  for (const [name, value] of pairs(query)) {
    if (name.toLowerCase() !== 'lookbackhours') {
      throw new ServiceError('ODataError', `The query option '${name}' is not supported here.`);
    }
    hours = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  }
  if (hours >= 1 && hours <= mostHours) return hours;
  throw new ServiceError('InvalidInput', `lookBackHours must be a whole number from 1 to ${mostHours}.`);
}
