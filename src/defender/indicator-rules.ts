import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Fault } from '../errors.ts';
import { canonicalIp } from './ip.ts';
import { readMoment } from './moment.ts';
import { canonicalName } from './text.ts';

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
const isUrl = (value: string): boolean =>
  /^https?:\/\//i.test(value) && URL.canParse(value) && !new URL(value).hostname.includes('*');

function isDomain(value: string): boolean {
  const ascii = domainToASCII(value.replace(/\.$/, ''));
  return (
    ascii.length <= 253 && /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(ascii)
  );
}

const isAddress = (value: string): boolean => isIP(value) !== 0 && !value.includes('%');

/** What a value of each type looks like, in the order in which a type is inferred. */
const shapes: Record<IndicatorType, { fits: (value: string) => boolean; says: string }> = {
  FileSha1: { fits: (value) => hex(40).test(value), says: '40 hexadecimal digits' },
  FileSha256: { fits: (value) => hex(64).test(value), says: '64 hexadecimal digits' },
  FileMd5: { fits: (value) => hex(32).test(value), says: '32 hexadecimal digits' },
  IpAddress: { fits: isAddress, says: 'one IPv4 or IPv6 address' },
  Url: { fits: isUrl, says: 'an address that begins with http:// or https://, its host without wildcard' },
  DomainName: { fits: isDomain, says: 'a domain name such as evil.example' },
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

/** What took the place of the actions that Defender no longer takes: https://learn.microsoft.com/defender-endpoint/api/ti-indicator */
const successors: Record<string, string> = {
  Alert: 'Audit, with generateAlert true',
  AlertAndBlock: 'BlockAndRemediate',
};

/** The type that a value looks like, where it looks like one. */
export const indicatorTypeOf = (value: string): IndicatorType | undefined =>
  (Object.keys(shapes) as IndicatorType[]).find((type) => shapes[type].fits(value));

/**
 * The value as Defender wants it and as it is looked for: IPv6 with all eight groups written out, hashes and domains in
 * lower case, domains in their ASCII form without the dot at the end; a URL as it is.
 */
export function canonicalValue(value: string): string {
  if (isAddress(value)) return canonicalIp(value);
  if (/^[0-9a-f]+$/i.test(value)) return value.toLowerCase();
  return isDomain(value) ? canonicalName(domainToASCII(value)) : value;
}

/** What tells two indicators apart: type and value, however they were written. */
export const indicatorKey = ({
  indicatorValue,
  indicatorType,
}: {
  indicatorValue: string;
  indicatorType?: string;
}): string => `${indicatorType ?? indicatorTypeOf(indicatorValue)} ${canonicalValue(indicatorValue).toLowerCase()}`;

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
        message: 'is neither hash, IP address, URL nor domain name; give indicatorType to see what it should look like',
      };
}

/**
 * What is wrong with an indicator before it is sent, one fault a field.
 * @param params as they came: members of another type than expected are the schema's business
 */
export function indicatorFaults(params: Readonly<Record<string, unknown>>, now: number): Fault[] {
  const text = (name: string) => (typeof params[name] === 'string' ? (params[name] as string) : undefined);
  const given = text('indicatorType');
  const type = given === undefined || given in shapes ? (given as IndicatorType | undefined) : undefined;
  const value = text('indicatorValue');
  const action = text('action');
  const expiry = text('expirationTime');
  const faults: (Fault | undefined)[] = [];

  if (value !== undefined && (given === undefined || type !== undefined)) faults.push(valueFault(value, type));
  const kind = type ?? (value === undefined ? undefined : indicatorTypeOf(value));
  if (action !== undefined && action in successors) {
    faults.push({ path: 'action', message: `${action} is no longer taken by Defender: use ${successors[action]}` });
  } else if (
    action !== undefined &&
    kind !== undefined &&
    files.includes(action) &&
    !actionsFor[kind].includes(action)
  ) {
    faults.push({ path: 'action', message: `must be one of ${actionsFor[kind].join(', ')} for ${kind}` });
  }
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
