import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import type { Fault } from '../../errors.ts';
import { canonicalIp, shortIp } from '../../values/ip.ts';
import { readMoment } from '../../values/moment.ts';
import { canonicalName } from '../../values/text.ts';

/** Kinds of indicator: https://learn.microsoft.com/defender-endpoint/api/ti-indicator */
export type IndicatorType =
  | 'FileSha1'
  | 'FileSha256'
  | 'FileMd5'
  | 'CertificateThumbprint'
  | 'IpAddress'
  | 'DomainName'
  | 'Url';

const hex = (digits: number) => new RegExp(`^[0-9a-f]{${digits}}$`, 'i');

const isAddress = (value: string): boolean => isIP(value) !== 0 && !value.includes('%');

/**
 * The ASCII form of a DNS name; undefined for any other text. Node's parser repairs what it reads (it drops a path, decodes
 * escapes), so a name counts only if the parser returns it unchanged, letter case and the final dot aside.
 */
function asciiName(text: string): string | undefined {
  const name = canonicalName(text);
  const ascii = domainToASCII(name);
  const isWhole = ascii === name || domainToUnicode(ascii) === name;
  const labels = ascii.split('.');
  return isWhole && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label)) ? ascii : undefined;
}

/** The ASCII form of a domain name; undefined for any other text. */
function asciiDomain(text: string): string | undefined {
  const ascii = asciiName(text) ?? '';
  return ascii.length <= 253 && /^([^.]{1,63}\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(ascii) ? ascii : undefined;
}

const isDomain = (value: string): boolean => asciiDomain(value) !== undefined;

/** A URL's scheme, user name, host and the rest, which begins with the port, if there is one. */
const urlParts = /^(https?:\/\/)([^/?#\\]*@)?(\[[^\]]*\]|[^/?#\\@:[\]]+)((?::\d+)?(?:[/?#].*)?)$/i;

/** The form in which hosts of URLs are compared; undefined if it is neither a name nor an address. */
function canonicalHost(host: string): string | undefined {
  const address = /^\[(.*)\]$/.exec(host)?.[1];
  if (address === undefined) return asciiName(host);
  return isAddress(address) ? `[${canonicalIp(address)}]` : undefined;
}

function isUrl(value: string): boolean {
  const host = urlParts.exec(value)?.[3];
  return host !== undefined && canonicalHost(host) !== undefined && URL.canParse(value);
}

/** What a value of each type looks like, in the order in which a type is inferred. */
const shapes: Record<IndicatorType, { fits: (value: string) => boolean; says: string }> = {
  FileSha1: { fits: (value) => hex(40).test(value), says: '40 hexadecimal digits' },
  FileSha256: { fits: (value) => hex(64).test(value), says: '64 hexadecimal digits' },
  FileMd5: { fits: (value) => hex(32).test(value), says: '32 hexadecimal digits' },
  IpAddress: { fits: isAddress, says: 'one IPv4 or IPv6 address' },
  Url: { fits: isUrl, says: 'a URL with its scheme, http:// or https://, and without wildcard in its host' },
  DomainName: { fits: isDomain, says: 'a domain name such as evil.example, without path, query, fragment or escape' },
  CertificateThumbprint: { fits: (value) => hex(40).test(value), says: '40 hexadecimal digits' },
};

const files = ['Allowed', 'Audit', 'Warn', 'Block', 'BlockAndRemediate'];
const network = ['Allowed', 'Audit', 'Warn', 'Block'];

/** Actions that apply to each type: https://learn.microsoft.com/defender-endpoint/indicators-overview */
const actionsFor: Record<IndicatorType, readonly string[]> = {
  FileSha1: files,
  FileSha256: files,
  FileMd5: files,
  IpAddress: network,
  DomainName: network,
  Url: network,
  CertificateThumbprint: ['Allowed', 'BlockAndRemediate'],
};

/** What replaces the actions that Defender no longer accepts, best first: https://learn.microsoft.com/defender-endpoint/api/ti-indicator */
const successors: Record<string, readonly string[]> = {
  Alert: ['Audit'],
  AlertAndBlock: ['BlockAndRemediate', 'Block'],
};

/** Guesses the type of a value; undefined if it looks like none. */
export const indicatorTypeOf = (value: string): IndicatorType | undefined =>
  (Object.keys(shapes) as IndicatorType[]).find((type) => shapes[type].fits(value));

/**
 * The value as it is sent: IPv6 with all eight groups written out, hashes and domains in lower case, domains in their ASCII
 * form without the final dot; anything else as it is.
 */
export function canonicalValue(value: string): string {
  if (isAddress(value)) return canonicalIp(value);
  if (/^[0-9a-f]+$/i.test(value)) return value.toLowerCase();
  return asciiDomain(value) ?? value;
}

/** The form in which values are compared: in a URL, only scheme and host have several spellings. */
function comparableValue(value: string): string {
  const [, scheme, user = '', host = '', rest = ''] = urlParts.exec(value) ?? [];
  return scheme === undefined
    ? canonicalValue(value)
    : `${scheme.toLowerCase()}${user}${canonicalHost(host) ?? host}${rest}`;
}

/** Whether two values are the same in another spelling: letter case of hashes and hosts, international names, IPv6. */
export const sameValue = (a: string, b: string): boolean => comparableValue(a) === comparableValue(b);

/** How other clients write a value: hashes in upper case, international names in their own script, IPv6 in short. */
function usualSpelling(canonical: string): string {
  if (/^[0-9a-f]+$/.test(canonical)) return canonical.toUpperCase();
  return isDomain(canonical) ? domainToUnicode(canonical) : shortIp(canonical);
}

/** The spellings of a value that a filter asks for, because it compares text. */
export function spellingsOf(value: string): string[] {
  const canonical = canonicalValue(value);
  return [canonical, value, comparableValue(value), usualSpelling(canonical)];
}

/**
 * Values with the same key go into separate bulk calls: Defender may treat them as equal, because how it compares the paths of
 * URLs is not documented, and its answer names items by value alone.
 */
export const valueKey = (value: string): string => comparableValue(value).toLowerCase();

const isRange = (value: string): boolean => {
  const [address = '', bits] = value.split('/');
  return bits !== undefined && /^\d+$/.test(bits) && isIP(address) !== 0;
};

function valueFault(value: string, type: IndicatorType | undefined): Fault | undefined {
  const path = 'indicatorValue';
  if (isRange(value)) return { path, message: 'must be one address: Defender takes no CIDR ranges' };
  if (type !== undefined)
    return shapes[type].fits(value) ? undefined : { path, message: `must be ${shapes[type].says} for ${type}` };
  const inferred = indicatorTypeOf(value);
  return inferred
    ? undefined
    : {
        path,
        message:
          'is neither hash, IP address, URL nor domain name: a URL needs its scheme (https://), a domain has no path, query, fragment or escape',
      };
}

function actionFault(action: string, type: IndicatorType | undefined): Fault | undefined {
  const path = 'action';
  const allowed = type === undefined ? files : actionsFor[type];
  if (allowed.includes(action)) return undefined;
  const replacing = Object.hasOwn(successors, action) ? (successors[action] ?? []) : [];
  const fitting = replacing.filter((one) => allowed.includes(one));
  if (fitting.length > 0) {
    const use = type === undefined ? fitting.join(' or ') : fitting[0];
    return { path, message: `Defender no longer accepts ${action}: use ${use} with generateAlert true` };
  }
  // The schema refuses any other text.
  const isKnown = files.includes(action) || replacing.length > 0;
  return isKnown ? { path, message: `must be one of ${allowed.join(', ')} for ${type}` } : undefined;
}

/** What is wrong with a submission of one value, or of a list: each value is checked for itself, and against the others. */
export function submissionFaults(params: Readonly<Record<string, unknown>>, now: number): Fault[] {
  const { indicatorValues, ...shared } = params;
  if (!Array.isArray(indicatorValues)) return indicatorFaults(params, now);
  const seen = new Map<string, number>();
  return indicatorValues.flatMap((value: unknown, index): Fault[] => {
    if (typeof value !== 'string') return [];
    const path = `indicatorValues.${index}`;
    const first = seen.get(valueKey(value));
    if (first !== undefined) return [{ path, message: `is the same value as indicatorValues.${first}` }];
    seen.set(valueKey(value), index);
    const faults = indicatorFaults({ ...shared, indicatorValue: value }, now);
    return faults.map((fault) => (fault.path === 'indicatorValue' ? { ...fault, path } : fault));
  });
}

/**
 * What is wrong with an indicator before it is sent, one fault a field.
 * @param params as they came: members of another type than expected are the schema's business
 */
export function indicatorFaults(params: Readonly<Record<string, unknown>>, now: number): Fault[] {
  const text = (name: string) => (typeof params[name] === 'string' ? (params[name] as string) : undefined);
  const given = text('indicatorType');
  const type = given !== undefined && Object.hasOwn(shapes, given) ? (given as IndicatorType) : undefined;
  const value = text('indicatorValue');
  const action = text('action');
  const expiry = text('expirationTime');
  const faults: (Fault | undefined)[] = [];

  if (value !== undefined && (given === undefined || type !== undefined)) faults.push(valueFault(value, type));
  const kind = type ?? (value === undefined ? undefined : indicatorTypeOf(value));
  if (action !== undefined) faults.push(actionFault(action, kind));
  if (expiry !== undefined && (readMoment(expiry, now, 'ahead') ?? Number.POSITIVE_INFINITY) <= now) {
    faults.push({ path: 'expirationTime', message: 'must be in the future' });
  }
  if (text('educateUrl') !== undefined && kind !== undefined && action !== undefined) {
    const shown = (kind === 'Url' || kind === 'DomainName') && (action === 'Block' || action === 'Warn');
    if (!shown)
      faults.push({ path: 'educateUrl', message: 'is shown only for a Url or DomainName with action Block or Warn' });
  }
  return faults.filter((fault) => fault !== undefined);
}
