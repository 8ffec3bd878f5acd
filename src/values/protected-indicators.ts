import { isIP } from 'node:net';
import { posix } from 'node:path';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { suggestion } from '../nearest.ts';
import { canonicalName, isGuid } from './text.ts';
import { entriesOf, fits } from './wildcard.ts';

/** What must never be blocked. */
export interface ProtectedIndicators {
  /** The entries as they were written. */
  entries: readonly string[];
  /** What a reader of the list should know. */
  notes: readonly string[];
  /** The entry that a value matches, or that a block of the value would cover; undefined if there is none. */
  match(value: string): string | undefined;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** What an indicator acts on, in the form in which it is compared. Without a path, it acts on the whole host. */
interface Subject {
  hash?: string;
  addresses: Address[];
  host?: string;
  path?: string | undefined;
}

type Matcher = (subject: Subject) => boolean;

const hash = /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Where an IPv6 address of a kind holds an IPv4 address: RFC 6052, RFC 3056. */
const embedded: Record<string, number> = { rfc6052: 6, '6to4': 1 };

/** Addresses that no host of the Internet has, by the names that ipaddr.js gives their ranges. */
const privateRanges = new Set([
  'private',
  'loopback',
  'linkLocal',
  'carrierGradeNat',
  'uniqueLocal',
  'deprecatedSiteLocal',
  'unspecified',
  'broadcast',
  'multicast',
]);

/** An address, and the IPv4 address that it stands for. */
function addressesOf(text: string): Address[] {
  const address = ipaddr.process(text);
  if (!(address instanceof ipaddr.IPv6)) return [address];
  const at = embedded[address.range()];
  if (at === undefined) return [address];
  const octets = address.parts.slice(at, at + 2).flatMap((part) => [part >> 8, part & 255]);
  return [address, new ipaddr.IPv4(octets)];
}

const isIn = (address: Address, [network, bits]: Range): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

/** Decodes escapes of ASCII characters until none is left. */
function decoded(text: string): string {
  const once = text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return once === text ? text : decoded(once);
}

/** Path and query of a URL as they are compared; servers may ignore letter case and doubled slashes. */
const pathOf = ({ pathname, search }: URL): string =>
  `${posix.normalize(decoded(pathname).replaceAll('\\', '/'))}${decoded(search)}`.toLowerCase();

/** A URL, also without or with other slashes than usual: the parser repairs them. */
const urlOf = (text: string): URL | undefined =>
  /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;

/** A host without the brackets of IPv6 and the dots at its end. */
const bare = (host: string): string => host.replace(/^\[|\]$|\.+$/g, '');

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

function subjectOf(value: string): Subject {
  const text = value.toLowerCase();
  if (hash.test(text)) return { hash: text, addresses: [] };
  const url = urlOf(value);
  const path = url && pathOf(url);
  const host = bare(url?.hostname ?? (isIP(value) === 0 ? domainToASCII(canonicalName(value)) : value));
  const isWhole = path === undefined || path === '/';
  const acts = { path: isWhole ? undefined : path };
  if (isIP(host) !== 0) return { addresses: addressesOf(host), ...acts };
  return { addresses: isLocalName(host) ? addressesOf('127.0.0.1') : [], host, ...acts };
}

/** The labels of a host in ASCII, in which `*` is any text; undefined if it does not name a host, or could be any. */
function labelsOf(host: string, least: number): string[] | undefined {
  const labels = host.split('.');
  const areLabels = labels.every((label) => /^[a-z0-9_*-]{1,63}$/.test(label) && !/^xn--.*\*/.test(label));
  return areLabels && labels.length >= least && /^[a-z][a-z0-9-]*$/.test(labels.at(-1) ?? '') ? labels : undefined;
}

/** Whether labels fit those of a pattern, compared from the end as far as the shorter of them goes. */
const endsAlike = (labels: readonly string[], pattern: readonly string[]): boolean =>
  Array.from({ length: Math.min(labels.length, pattern.length) }, (_, index) => -1 - index).every((at) =>
    fits(pattern.at(at) ?? '', labels.at(at) ?? ''),
  );

/** Matches a domain, what is below it, and a block of a domain above it: it covers every subdomain. */
function domainMatcher(text: string): Matcher | undefined {
  // The parser drops a path, a port and the like.
  const pattern = /[/?#:@%\\\s]/.test(text) ? '' : bare(domainToASCII(canonicalName(text)));
  const labels = labelsOf(pattern, 2);
  return (
    labels &&
    (({ host, path }) => {
      if (host === undefined) return false;
      const own = host.split('.');
      const reaches = own.length >= labels.length || path === undefined;
      return fits(pattern, host) || (reaches && endsAlike(own, labels));
    })
  );
}

/** Whether a block of one path reaches another, protected one: either may begin with the other, `*` is any text. */
function reachesPath(path: string | undefined, pattern: string): boolean {
  if (path === undefined) return true;
  const [head = '', ...others] = pattern.split('*');
  if (head.startsWith(path)) return true;
  if (!path.startsWith(head)) return false;
  return others.length > 0 || head.endsWith('/') || /^[/?]/.test(path.slice(head.length));
}

/** Matches a URL and what is below it, in any scheme and at any port, and a block of its host or of a domain above. */
function urlMatcher(text: string): Matcher | undefined {
  const url = text.includes('://') ? urlOf(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  const pattern = bare(url.hostname);
  const path = pathOf(url);
  if (isIP(pattern) !== 0) {
    const [own] = addressesOf(pattern);
    return (subject) =>
      subject.addresses.some((one) => one.toNormalizedString() === own?.toNormalizedString()) &&
      reachesPath(subject.path, path);
  }
  const labels = labelsOf(pattern, 1);
  return (
    labels &&
    (({ host, path: given }) => {
      if (host === undefined) return false;
      if (fits(pattern, host)) return reachesPath(given, path);
      const own = host.split('.');
      return given === undefined && own.length < labels.length && endsAlike(own, labels);
    })
  );
}

/** Reads an address or a CIDR range; IPv4 written as IPv6 is IPv4. */
function rangeOf(text: string): Range | undefined {
  const [address = '', bits, ...more] = text.split('/');
  const width = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (width === 0 || more.length > 0 || address.includes('%')) return undefined;
  if (bits === undefined) return rangeOf(`${text}/${width}`);
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) return undefined;
  const network = ipaddr.parse(address);
  const isMapped = network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && Number(bits) >= 96;
  return isMapped ? [network.toIPv4Address(), Number(bits) - 96] : [network, Number(bits)];
}

function rangeMatcher(text: string): Matcher | undefined {
  const range = rangeOf(text);
  return range && (({ addresses }) => addresses.some((address) => isIn(address, range)));
}

function hashMatcher(text: string): Matcher | undefined {
  const own = text.toLowerCase();
  return hash.test(own) ? (subject) => subject.hash === own : undefined;
}

const isPrivate: Matcher = ({ addresses }) => addresses.some((address) => privateRanges.has(address.range()));

const words = ['private', 'own-domains'];

/** Reads an entry; text for what is wrong with it. */
function readEntry(entry: string, tenantId: string): Matcher | string {
  const word = entry.toLowerCase();
  if (word === 'private') return isPrivate;
  if (word === 'own-domains') {
    const own = isGuid(tenantId) ? undefined : domainMatcher(tenantId);
    return (
      own ?? 'own-domains requires a domain as tenantId: Defender does not name the domains of a tenant; list them'
    );
  }
  const read = hashMatcher(entry) ?? rangeMatcher(entry) ?? urlMatcher(entry) ?? domainMatcher(entry);
  return (
    read ??
    `${entry} is not a domain, address, CIDR range, hash, URL (with https://, %2C for a comma), private or own-domains${suggestion(entry, words)}`
  );
}

/**
 * Reads a list of domains, addresses, CIDR ranges, hashes, URLs, and the words `private` and `own-domains`, separated by
 * commas and line breaks. Each unreadable entry is a fault.
 * @param tenantId its domain is what `own-domains` stands for
 */
export function readProtectedIndicators(
  text: string,
  tenantId: string,
): { list: ProtectedIndicators; faults: string[] } {
  const given = entriesOf(text);
  const faults = given.length > 0 ? [] : ['names nothing: leave it out, or list what must never be blocked'];
  const read: { entry: string; matches: Matcher }[] = [];
  for (const entry of given) {
    const matches = readEntry(entry, tenantId);
    if (typeof matches === 'string') faults.push(matches);
    else read.push({ entry, matches });
  }
  const entries = read.map(({ entry }) => entry);
  const isOwn = entries.some((entry) => entry.toLowerCase() === 'own-domains');
  const note = `protectedIndicators: own-domains stands for ${tenantId} alone. List the other domains of the tenant.`;
  const match = (value: string) => {
    const subject = subjectOf(value);
    return read.find(({ matches }) => matches(subject))?.entry;
  };
  return { list: { entries, notes: isOwn ? [note] : [], match }, faults };
}
