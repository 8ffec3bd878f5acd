import { readFileSync } from 'node:fs';
import type { Fault } from '../errors.ts';
import { readCertificates } from './pem.ts';
import { type Environment, fault, type ResourceFields } from './resource-fields.ts';

/** The address of an HTTP proxy, `http` where no scheme is given; `source` names where it was found. */
function readProxy(text: string | undefined, source: string, faults: Fault[]): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const address = text.includes('://') ? text.trim() : `http://${text.trim()}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hostname !== '')
    return url.href;
  // The text may hold a password and is therefore not repeated.
  faults.push(fault('proxyUrl', `${source}must be the address of an HTTP proxy, such as http://proxy.example:8080`));
  return undefined;
}

/** Whether a certificate in PEM is as long as it says; what else is in it takes long to read and is left to Node. */
function isWhole(certificate: string): boolean {
  const der = Buffer.from(certificate.replaceAll(/-----[^-]+-----/g, ''), 'base64');
  const [tag, short = 0, high = 0, low = 0] = der;
  const long = new Map([
    [0x81, 3 + high],
    [0x82, 4 + (high << 8) + low],
  ]);
  return tag === 0x30 && der.length === (long.get(short) ?? 2 + short);
}

/**
 * Node ignores a file from where it cannot read it, with a warning nobody sees; a connection would fail later, for no
 * visible reason. The file may be the system's whole bundle.
 */
function readNodeExtra(env: Environment, faults: Fault[]): string[] {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (path === undefined || path === '') return [];
  const refuse = (why: string) => {
    faults.push(fault('caCertificates', `the file that NODE_EXTRA_CA_CERTS names ${why}`));
    return [];
  };
  try {
    const pem = readFileSync(path, 'utf8');
    const certificates = readCertificates(pem);
    if (certificates.length === 0) return refuse('holds no certificate');
    const begun = pem.split('-----BEGIN CERTIFICATE-----').length - 1;
    return begun === certificates.length && certificates.every(isWhole)
      ? certificates
      : refuse('holds a certificate that is cut off');
  } catch (error) {
    return refuse(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** How connections are made and what they trust. */
export interface NetworkSettings {
  /** Proxy of the resource, for every connection. */
  proxyUrl: string | undefined;
  /** Proxy of the machine, for what NO_PROXY does not leave out. */
  systemProxyUrl: string | undefined;
  /** Certificates to trust besides the built-in roots; empty for Node's own choice. */
  caCertificates: string[];
}

/** Reads proxy and certificates from the resource and from what Node itself would take from the environment. */
export async function readNetworkSettings(
  { proxyUrl, caCertificates }: ResourceFields,
  env: Environment,
  faults: Fault[],
): Promise<NetworkSettings> {
  const own =
    caCertificates === undefined ? [] : (await import('./certificates.ts')).readAuthorities(caCertificates, faults);
  const extra = readNodeExtra(env, faults);
  return {
    proxyUrl: readProxy(proxyUrl, '', faults),
    // What nobody will use need not be right.
    systemProxyUrl:
      proxyUrl === undefined ? readProxy(env.HTTPS_PROXY || env.https_proxy, 'HTTPS_PROXY ', faults) : undefined,
    // Node drops its own extra roots as soon as others are given, so they are given again.
    caCertificates: own.length > 0 ? [...own, ...extra] : [],
  };
}
