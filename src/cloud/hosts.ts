// Which hosts a token may go to. Everything here decides on names alone, before any connection.

/** Commercial resource that tokens are asked for, whatever the API host: https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp */
const commercialResource = 'https://api.securitycenter.microsoft.com';

const apiHosts = [
  /^([a-z0-9]+\.)?api\.security\.microsoft\.com$/,
  /^api(-[a-z0-9]+)?\.security\.microsoft\.com$/,
  /^api(-[a-z0-9]+)?\.securitycenter\.(microsoft|windows)\.com$/,
  /^api-(gcc|gov)\.securitycenter\.microsoft\.us$/,
];

const signInHosts = [/^login\.microsoftonline\.(com|us)$/];

/** What kind of host is asked about: the API, or the sign-in. */
export type HostKind = 'api' | 'authority';

/** Whether a host, without port, is this machine itself. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** Whether a host is this machine or link-local, where Azure has its identity endpoints: https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service */
export const isIdentityHost = (hostname: string): boolean =>
  isLoopback(hostname) || /^169\.254\.\d+\.\d+$/.test(hostname);

/** Whether a URL has the host as written: its parser reads `0x7f.1` and `2130706433` as 127.0.0.1. */
export const isHostOf = ({ hostname }: URL, written: string): boolean =>
  written.startsWith('[') ? hostname.startsWith('[') : hostname === written.toLowerCase();

/** An origin (`https://host[:port]`), or why the text is none that may be used. */
export type Origin = { origin: string; loopback: boolean } | { fault: string };

/** Whether a trusted name stands for this kind of host; `allowed` admits further ones by name. */
const isTrusted = (hostname: string, kind: HostKind, allowed: readonly string[]): boolean =>
  (kind === 'api' ? apiHosts : signInHosts).some((pattern) => pattern.test(hostname)) || allowed.includes(hostname);

/**
 * Reads an API or sign-in host as people write it: letter case, a missing scheme, `:443` and one trailing slash are
 * forgiven; anything else that is not a host of Microsoft's is refused, with the corrected value if there is one.
 */
export function readOrigin(text: string, kind: HostKind, allowed: readonly string[]): Origin {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { fault: 'is not a host name; write for example api.security.microsoft.com' };
  }
  const loopback = isLoopback(url.hostname);
  const known = loopback || isTrusted(url.hostname, kind, allowed);
  const suggestion = known ? `; write https://${loopback ? url.host : url.hostname}` : '';
  const [, host = ''] = /^[a-z][a-z0-9+.-]*:\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d+)?\/?$/i.exec(withScheme) ?? [];
  if (url.protocol !== 'https:') return { fault: `must be https${suggestion}` };
  if (url.username !== '' || url.password !== '')
    return { fault: `must not hold a user name or password${suggestion}` };
  if (url.search !== '' || url.hash !== '' || !isHostOf(url, host))
    return { fault: `must be a host alone, without path or query${suggestion}` };
  if (!known) {
    const what =
      kind === 'api' ? 'an API host of Microsoft Defender for Endpoint' : 'a sign-in host of Microsoft Entra ID';
    return { fault: `${url.hostname} is not ${what}; DEFENDER_ALLOWED_HOSTS admits further hosts by name` };
  }
  if (url.port !== '' && !loopback) return { fault: `must use port 443${suggestion}` };
  return { origin: url.origin, loopback };
}

/** Clouds differ in sign-in host, token resource and Graph: https://learn.microsoft.com/defender-endpoint/gov */
const isGovernment = (apiOrigin: string): boolean => apiOrigin.endsWith('.microsoft.us');

/** API host of GCC High and DoD. */
const governmentApi = 'https://api-gov.securitycenter.microsoft.us';

/** The sign-in host of the cloud that an API origin belongs to. GCC signs in with the commercial one. */
export const defaultAuthority = (apiOrigin: string): string =>
  (apiOrigin === governmentApi ? government : commercial).authority;

/** The resource that tokens for an API origin are asked for. */
export const defaultTokenResource = (apiOrigin: string): string =>
  isGovernment(apiOrigin) ? apiOrigin : commercialResource;

/** A Microsoft Graph, and what its tokens are asked for. */
export interface GraphHost {
  origin: string;
  tokenResource: string;
}

/** A cloud: where it signs in, and its Microsoft Graphs; if it has two, the tenant decides. */
interface Cloud {
  authority: string;
  graphs: string[];
}

/** GCC uses the commercial Graph. https://learn.microsoft.com/graph/deployments */
const commercial: Cloud = { authority: 'https://login.microsoftonline.com', graphs: ['https://graph.microsoft.com'] };

/** GCC High, and DoD: they share API and sign-in host, and have a Graph each. */
const government: Cloud = {
  authority: 'https://login.microsoftonline.us',
  graphs: ['https://graph.microsoft.us', 'https://dod-graph.microsoft.us'],
};

/** The cloud of an API origin; of a host that was admitted by name it is the one that it signs in at. */
function cloudOf(apiOrigin: string, authority: string): Cloud | undefined {
  if (apiOrigin === governmentApi) return government;
  if (isTrusted(new URL(apiOrigin).hostname, 'api', [])) return commercial;
  return [commercial, government].find((cloud) => cloud.authority === authority);
}

/**
 * The Microsoft Graphs that may hold the data of an API origin's tenants: these alone ever get a token for Graph. A
 * simulated tenant serves its own, for tokens of the commercial one. Returns a fault if this combination has none.
 */
export function graphHosts(apiOrigin: string, authority: string): { hosts: GraphHost[] } | { fault: string } {
  const [commercialGraph = ''] = commercial.graphs;
  if (isLoopback(new URL(apiOrigin).hostname)) {
    return { hosts: [{ origin: apiOrigin, tokenResource: commercialGraph }] };
  }
  const cloud = cloudOf(apiOrigin, authority);
  if (cloud === undefined) return { fault: `no Microsoft Graph is known for ${apiOrigin} with ${authority}` };
  const known = signInHosts.some((pattern) => pattern.test(new URL(authority).hostname));
  if (known && authority !== cloud.authority) {
    const signsIn = `the Microsoft Graph of ${apiOrigin} signs in at ${cloud.authority}`;
    return { fault: `${signsIn}, not at ${authority}: tokens do not cross clouds` };
  }
  return { hosts: cloud.graphs.map((origin) => ({ origin, tokenResource: origin })) };
}
