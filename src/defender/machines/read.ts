import type { ListMachinesParams, Machine } from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import type { RowStream } from '../../result.ts';
import { canonicalIp } from '../../values/ip.ts';
import { momentText } from '../../values/moment.ts';
import { canonicalName, sameText, textOf } from '../../values/text.ts';
import { all, allOfIds, type Collection, eachRow, list, listOf } from '../api/list.ts';
import { anyOf, equalities, literal, oneOf, startsWith } from '../api/odata.ts';
import { readOne } from '../api/one.ts';
import type { DefenderContext } from '../context.ts';

/** A machine with its id. Without an id nothing is done to a machine. */
export type KnownMachine = Machine & { id: string };

/** GET /api/machines: https://learn.microsoft.com/defender-endpoint/api/get-machines */
export const machines: Collection = { path: '/api/machines', entity: 'machine', emptyIs404: true };

/**
 * Lists machines that match the params. A tag alone uses findbytag, which is documented; a lambda in `$filter` is not.
 * https://learn.microsoft.com/defender-endpoint/api/find-machines-by-tag
 */
export function listMachines(context: DefenderContext, params: ListMachinesParams): RowStream {
  const { filter, orderBy, select, top: _top, skip, includeCount, machineTag, seenSince, ...names } = params;
  const { ipAddress, computerDnsName, nameStartsWith, ...equal } = names;
  const conditions = [
    ...equalities({ ...equal, lastIpAddress: ipAddress }),
    computerDnsName && isNamed(computerDnsName),
    nameStartsWith && startsWith('computerDnsName', spellings(nameStartsWith)),
    machineTag && `machineTags/any(t: t eq ${literal(machineTag)})`,
    seenSince && `lastSeen ge ${momentText(seenSince, context.clock.now(), 'back')}`,
  ].filter((condition) => condition !== undefined);
  const tagAlone =
    machineTag !== undefined && conditions.length === 1 && !filter && !orderBy && !select && !skip && !includeCount;
  if (tagAlone) {
    const fixedQuery = { tag: machineTag, useStartsWithFilter: false };
    return list(context.http, { ...machines, path: '/api/machines/findbytag', query: {}, fixedQuery }, params);
  }
  return listOf(context, machines, params, conditions);
}

/** One machine by id: https://learn.microsoft.com/defender-endpoint/api/get-machine-by-id */
export const getMachine = (context: DefenderContext, id: string): Promise<KnownMachine> =>
  readOne<Machine>(context, machines, id);

/** Those machines of some ids, in lower case, that there are. */
export const machinesById = async ({ http }: DefenderContext, ids: readonly string[]): Promise<KnownMachine[]> =>
  known(await allOfIds<Machine>(http, machines, ids));

/** Whether a name has one label: it matches every full name that begins with that label. */
const isShort = (name: string): boolean => !canonicalName(name).includes('.');

/**
 * The spellings of a text to ask for, in both forms of Unicode: it is not documented whether Defender's filters are
 * case-sensitive, and a host is often in capital letters while its domain is not.
 */
const spellings = (text: string): string[] =>
  [text.toLowerCase(), text, text.toLowerCase().replace(/^[^.]+/, (host) => host.toUpperCase())]
    .filter((spelling) => sameText(spelling, text))
    .flatMap((spelling) => [spelling.normalize('NFC'), spelling.normalize('NFD')]);

/** The condition for a name: the full one, or a short one without dots. */
function isNamed(name: string): string {
  const bare = name.replace(/\.$/, '');
  const whole = spellings(bare).map((spelling) => oneOf('computerDnsName', [spelling]));
  const first = spellings(`${bare}.`).map((spelling) => startsWith('computerDnsName', [spelling]));
  return anyOf(isShort(name) ? [...whole, ...first] : whole);
}

/** Letters of a name that are tried in both cases: at most thirty-two prefixes. */
const lettersInEitherCase = 5;

/** The most machines to read when looking for a name in another letter case: a typing error must not read the whole tenant. */
const mostAlike = 1000;

/** The condition for names that begin like this one in any letter case; undefined if it does not begin with ASCII. */
function beginsLike(name: string): string | undefined {
  const [start = ''] = /^[ -~]*/.exec(name.slice(0, lettersInEitherCase)) ?? [];
  let beginnings = [''];
  for (const letter of start) {
    const cases = new Set([letter.toLowerCase(), letter.toUpperCase()]);
    beginnings = beginnings.flatMap((beginning) => [...cases].map((one) => beginning + one));
  }
  return start === '' ? undefined : startsWith('computerDnsName', beginnings);
}

/**
 * Machines of a name, in any letter case: the full name, or a short name without dots. The rows are
 * compared again here, so that a filter that was ignored cannot widen the answer; if no spelling is found, names that begin
 * alike are compared too.
 */
export async function machinesByName({ http }: DefenderContext, name: string): Promise<KnownMachine[]> {
  const wanted = canonicalName(name);
  const isMeant = ({ computerDnsName }: Machine) => {
    const held = canonicalName(computerDnsName);
    return held === wanted || (isShort(name) && held.startsWith(`${wanted}.`));
  };
  const found = (await all<Machine>(http, { ...machines, query: { filter: isNamed(name) } })).filter(isMeant);
  const filter = found.length === 0 ? beginsLike(name) : undefined;
  if (filter === undefined) return known(found);
  const alike: Machine[] = [];
  for await (const machine of eachRow<Machine>(http, { ...machines, query: { filter } }, mostAlike + 1)) {
    alike.push(machine);
  }
  return alike.length > mostAlike ? [] : known(alike.filter(isMeant));
}

/**
 * Machines that held an internal IP address within 15 minutes of a moment:
 * https://learn.microsoft.com/defender-endpoint/api/find-machines-by-ip
 */
export async function machinesByIp({ http }: DefenderContext, ip: string, at: string): Promise<KnownMachine[]> {
  const path = '/api/machines/findbyip(ip={ip},timestamp={at})';
  const found = await all<Machine>(http, {
    path,
    values: { ip: literal(ip), at },
    query: {},
    fixedQuery: {},
    emptyIs404: true,
  });
  // All machines behind a gateway share its external address, so an external match does not count.
  const is = (address: unknown) => canonicalIp(textOf(address)) === canonicalIp(ip);
  const isMeant = ({ lastIpAddress, lastExternalIpAddress, ipAddresses }: Machine) =>
    !is(lastExternalIpAddress) ||
    is(lastIpAddress) ||
    (Array.isArray(ipAddresses) && ipAddresses.some((adapter) => is(adapter?.ipAddress)));
  return known(found.filter(isMeant));
}

/** Each machine once, and only those with an id. */
function known(found: Machine[]): KnownMachine[] {
  const byId = new Map<string, KnownMachine>();
  for (const machine of found) {
    // An id is opaque, but it goes into an address: a null that became text must not.
    if (typeof machine.id !== 'string' || !/^(?!null$|none$|undefined$)[\w-]+$/i.test(machine.id)) {
      throw unexpected('the look-up of the machine', 'a machine without a usable id');
    }
    byId.set(machine.id.toLowerCase(), machine as KnownMachine);
  }
  return [...byId.values()];
}
