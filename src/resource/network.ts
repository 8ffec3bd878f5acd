import { isHostOf } from '../cloud/hosts.ts';
import type { Fault } from '../errors.ts';
import { readTextFile, Unreadable } from '../text-file.ts';
import { type Environment, fault, type ResourceFields } from './fields.ts';
import { certificatesOf, PemFault, pemBlocks } from './pem.ts';

/** Scheme, credentials, host and port. A URL parser would end the host at a `#` in a password. */
const proxyAddress = /^https?:\/\/(?:(?<credentials>[^\s/?#\\]*)@)?(?<host>\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?\/?$/i;

/** The address of an HTTP proxy, `http` if no scheme is given; undefined if a URL parser would read another one. */
function proxyHref(text: string): string | undefined {
  const address = text.includes('://') ? text : `http://${text}`;
  const { credentials = '', host = '' } = proxyAddress.exec(address)?.groups ?? {};
  if (!URL.canParse(address) || !isHostOf(new URL(address), host)) return undefined;
  try {
    // The agent decodes them too; control characters cannot be in them: https://datatracker.ietf.org/doc/html/rfc7617#section-2
    return /\p{Cc}/u.test(decodeURIComponent(credentials)) ? undefined : new URL(address).href;
  } catch {
    return undefined;
  }
}

/** The proxy of the resource, or of the machine; `source` names the variable that holds it. */
function readProxy(text: string | undefined, source: string, faults: Fault[]): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const href = proxyHref(text.trim());
  // The text may hold a password and is therefore not repeated.
  const rule = 'must be the address of an HTTP proxy, such as http://proxy.example:8080';
  if (href === undefined) faults.push(fault('proxyUrl', `${source}${rule}; percent-encode user name and password`));
  return href;
}

/**
 * Node itself prints requests with their tokens if these variables ask for it, and nothing can stop it once the process
 * has started. https://nodejs.org/api/cli.html#node_debugmodule https://nodejs.org/api/cli.html#--trace-tls
 */
function refuseNodeDebug(env: Environment, faults: Fault[]): void {
  const refuse = (path: string, what: string) =>
    faults.push({ path, message: `${what} makes Node print tokens on stderr: unset it, and use DEFENDER_LOG=debug` });
  if (env.NODE_DEBUG) refuse('NODE_DEBUG', 'it');
  if (/--trace[-_]tls\b/.test(env.NODE_OPTIONS ?? '')) refuse('NODE_OPTIONS', '--trace-tls');
}

/** Whether a certificate in PEM is as long as it says; what else is in it takes long to read and is left to Node. */
function isWhole(certificate: string): boolean {
  const [, body = ''] = /^-----[^-]+-----([a-z\d+/\s]+=*)\s+-----/i.exec(certificate) ?? [];
  const der = Buffer.from(body, 'base64');
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
async function readNodeExtra(env: Environment, signal: AbortSignal, faults: Fault[]): Promise<string[]> {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (path === undefined || path === '') return [];
  const refuse = (why: string) => {
    faults.push(fault('caCertificates', `the file named by NODE_EXTRA_CA_CERTS ${why}`));
    return [];
  };
  try {
    const certificates = certificatesOf(pemBlocks(await readTextFile(path, signal)));
    if (certificates.length === 0) return refuse('holds no certificate');
    return certificates.every(isWhole) ? certificates : refuse('holds a certificate that is cut off');
  } catch (error) {
    if (error instanceof PemFault || error instanceof Unreadable) return refuse(error.message);
    throw error;
  }
}

/** How connections are made and what they trust. */
export interface NetworkSettings {
  /** Proxy of the resource, for every connection. */
  proxyUrl: string | undefined;
  /** Proxy of the machine, for hosts that `noProxy` does not exempt. */
  systemProxyUrl: string | undefined;
  noProxy: string;
  /** Certificates to trust besides the built-in roots; empty for Node's own choice. */
  caCertificates: string[];
}

/** Reads proxy and certificates from the resource and from what Node itself would take from the environment. */
export async function readNetworkSettings(
  { proxyUrl, caCertificates }: ResourceFields,
  env: Environment,
  signal: AbortSignal,
  faults: Fault[],
): Promise<NetworkSettings> {
  const own =
    caCertificates === undefined ? [] : (await import('./certificates.ts')).readAuthorities(caCertificates, faults);
  const extra = await readNodeExtra(env, signal, faults);
  refuseNodeDebug(env, faults);
  return {
    proxyUrl: readProxy(proxyUrl, '', faults),
    // What nobody will use need not be right.
    systemProxyUrl:
      proxyUrl === undefined ? readProxy(env.https_proxy || env.HTTPS_PROXY, 'HTTPS_PROXY ', faults) : undefined,
    noProxy: env.no_proxy || env.NO_PROXY || '',
    // Node drops its own extra roots as soon as others are given, so they are given again.
    caCertificates: own.length > 0 ? [...own, ...extra] : [],
  };
}
