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

/**
 * Node ignores a file that it cannot read, with a warning nobody sees; a connection would fail later, for no visible
 * reason. Each certificate is left to Node: the file may be the system's whole bundle, and reading it takes its time.
 */
function readNodeExtra(env: Environment, faults: Fault[]): string[] {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (path === undefined || path === '') return [];
  const refuse = (why: string) => {
    faults.push(fault('caCertificates', `the file that NODE_EXTRA_CA_CERTS names ${why}`));
    return [];
  };
  try {
    const certificates = readCertificates(readFileSync(path, 'utf8'));
    return certificates.length > 0 ? certificates : refuse('holds no certificate');
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
