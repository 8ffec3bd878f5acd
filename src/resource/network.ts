import { isHostOf } from '../cloud/hosts.ts';
import type { Fault } from '../errors.ts';
import type { Redactor } from '../redactor.ts';
import { readTextFile, Unreadable } from '../text-file.ts';
import type { Environment, ResourceContext, ResourceFields } from './fields.ts';
import { certificatesOf, PemFault, pemBlocks } from './pem.ts';
import { combine, faultsOf, type Reading, refuse } from './reading.ts';

/** Scheme, credentials, host and port. A URL parser would end the host at a `#` in a password. */
const proxyAddress = /^https?:\/\/(?:(?<credentials>[^\s/?#\\]*)@)?(?<host>\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?\/?$/i;

/** Normalizes the address of an HTTP proxy, `http` if no scheme is given; undefined if a URL parser would read another one. */
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

/** Hides user name and password of a proxy, as they are written and decoded. */
function hideCredentials(proxy: string, redactor: Redactor): void {
  const { username, password } = new URL(proxy);
  for (const part of [username, password]) {
    redactor.add(part);
    redactor.add(decodeURIComponent(part));
  }
}

/** Reads the address of a proxy; `source` names the variable that holds it. The fault does not repeat it: it may hold a password. */
function readProxy(text: string | undefined, source: string, redactor: Redactor): Reading<string | undefined> {
  if (text === undefined || text.trim() === '') return { value: undefined };
  const href = proxyHref(text.trim());
  const rule = 'must be the address of an HTTP proxy, such as http://proxy.example:8080';
  if (href === undefined) return refuse('proxyUrl', `${source}${rule}; percent-encode user name and password`);
  hideCredentials(href, redactor);
  return { value: href };
}

/**
 * Lists variables that make Node print requests with their tokens: nothing can stop it once the process has started.
 * https://nodejs.org/api/cli.html#node_debugmodule https://nodejs.org/api/cli.html#--trace-tls
 */
function nodeDebugFaults(env: Environment): Fault[] {
  const advice = 'makes Node print tokens on stderr: unset it, and use DEFENDER_LOG=debug';
  const debug = env.NODE_DEBUG ? [{ path: 'NODE_DEBUG', message: `it ${advice}` }] : [];
  const traces = /--trace[-_]tls\b/.test(env.NODE_OPTIONS ?? '');
  return traces ? [...debug, { path: 'NODE_OPTIONS', message: `--trace-tls ${advice}` }] : debug;
}

/** Whether a certificate in PEM is as long as its header says; parsing the rest takes long and is left to Node. */
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
 * Reads the file of NODE_EXTRA_CA_CERTS. Node only warns about one that it cannot read, and a connection would fail
 * later for no visible reason. The file may be the system's whole bundle.
 */
async function readNodeExtra({ env, signal }: ResourceContext): Promise<Reading<string[]>> {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (path === undefined || path === '') return { value: [] };
  const refused = (why: string) => refuse('caCertificates', `the file named by NODE_EXTRA_CA_CERTS ${why}`);
  try {
    const certificates = certificatesOf(pemBlocks(await readTextFile(path, signal)));
    if (certificates.length === 0) return refused('has no certificate');
    return certificates.every(isWhole) ? { value: certificates } : refused('holds a certificate that is cut off');
  } catch (error) {
    if (error instanceof PemFault || error instanceof Unreadable) return refused(error.message);
    throw error;
  }
}

/** Whether variables came from `--env-file`, too late for the Node that was to read the file of NODE_EXTRA_CA_CERTS. */
const hasEnvFile = (): boolean => process.execArgv.some((option) => option.startsWith('--env-file'));

/** Reads the certificates to trust. The module that parses them is loaded only for a resource that has some. */
async function readCertificates(text: string | undefined): Promise<Reading<string[]>> {
  return text === undefined ? { value: [] } : (await import('./certificates.ts')).readAuthorities(text);
}

/** Proxies, and certificates to trust. */
export interface NetworkSettings {
  /** Proxy of the resource, for every connection. */
  proxyUrl: string | undefined;
  /** Proxy of the machine, for hosts that `noProxy` does not exempt. */
  systemProxyUrl: string | undefined;
  noProxy: string;
  /** Certificates to trust in addition to the built-in roots; empty for Node's default. */
  caCertificates: string[];
}

/** Reads proxy and certificates from the resource, and from the variables that Node itself would read. */
export async function readNetworkSettings(
  { proxyUrl, caCertificates }: ResourceFields,
  context: ResourceContext,
): Promise<Reading<NetworkSettings>> {
  const { env, redactor } = context;
  // The proxy of the machine is not validated if it is not used.
  const systemProxy = proxyUrl === undefined ? env.https_proxy || env.HTTPS_PROXY : undefined;
  const read = combine({
    own: await readCertificates(caCertificates),
    extra: await readNodeExtra(context),
    proxyUrl: readProxy(proxyUrl, '', redactor),
    systemProxyUrl: readProxy(systemProxy, 'HTTPS_PROXY ', redactor),
  });
  const nodeDebug = nodeDebugFaults(env);
  if ('faults' in read || nodeDebug.length > 0) return { faults: [...faultsOf(read), ...nodeDebug] };
  const { own, extra, ...proxies } = read.value;
  return {
    value: {
      ...proxies,
      noProxy: env.no_proxy || env.NO_PROXY || '',
      // Node drops its own extra roots if others are given, so they are given again.
      caCertificates: own.length > 0 || hasEnvFile() ? [...own, ...extra] : [],
    },
  };
}
