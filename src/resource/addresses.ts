import { defaultAuthority, defaultTokenResource, graphHosts, type HostKind, readOrigin } from '../cloud/hosts.ts';
import type { HuntingApi } from '../cloud/hunting-api.ts';
import { readChoice } from './choice.ts';
import type { Environment, ResourceFields } from './fields.ts';
import { combine, type Reading, refuse } from './reading.ts';

/** The APIs of a resource, and where their tokens come from. */
export interface Addresses {
  apiUrl: string;
  authority: string;
  tokenResource: string;
  huntingApi: HuntingApi;
}

/** An origin, and whether it is on this machine. */
interface Host {
  origin: string;
  loopback: boolean;
}

/** Where a resource is reached and signs in. */
interface Hosts {
  api: Host;
  signIn: Host;
}

const allowedHosts = ({ DEFENDER_ALLOWED_HOSTS = '' }: Environment): string[] =>
  DEFENDER_ALLOWED_HOSTS.split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

function readHost(id: string, text: string, kind: HostKind, env: Environment): Reading<Host> {
  const host = readOrigin(text, kind, allowedHosts(env));
  return 'fault' in host ? refuse(id, host.fault) : { value: host };
}

/** Reads both hosts: on this machine, or neither, because a token for one must not reach the other. */
function readHosts({ apiUrl, authority }: ResourceFields, env: Environment): Reading<Hosts> {
  const api = apiUrl === undefined ? refuse('apiUrl', 'is missing') : readHost('apiUrl', apiUrl, 'api', env);
  const signInHost = authority ?? defaultAuthority('value' in api ? api.value.origin : '');
  const signIn = readHost('authority', signInHost, 'authority', env);
  const hosts = combine({ api, signIn });
  const rule = 'must be on this machine exactly when apiUrl is: a token for one must not reach the other';
  const differ = 'value' in hosts && hosts.value.api.loopback !== hosts.value.signIn.loopback;
  return differ ? refuse('authority', rule) : hosts;
}

/** Scopes are compared letter by letter, so only trailing slashes are removed. */
const resourceAddress = /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[\w.~-]+)*\/*$/i;

/** Reads the resource that tokens are for; undefined for the default of the API. */
function readTokenResource({ tokenResource }: ResourceFields): Reading<string | undefined> {
  return tokenResource === undefined || resourceAddress.test(tokenResource)
    ? { value: tokenResource?.replace(/\/+$/, '') }
    : refuse('tokenResource', 'must be an https address, such as https://api.securitycenter.microsoft.com');
}

/** Reads the API that hunts; Graph only if the cloud of the hosts has one. */
function readHuntingApi({ huntingApi = 'auto' }: ResourceFields, hosts: Reading<Hosts>): Reading<HuntingApi> {
  const read = readChoice<HuntingApi>('huntingApi', huntingApi);
  if ('faults' in read) return read;
  if (huntingApi === 'graph' && 'value' in hosts) {
    const graph = graphHosts(hosts.value.api.origin, hosts.value.signIn.origin);
    if ('fault' in graph) return refuse('huntingApi', `cannot be graph: ${graph.fault}`);
  }
  return { value: huntingApi as HuntingApi };
}

/** Reads the addresses of a resource. */
export function readAddresses(fields: ResourceFields, env: Environment): Reading<Addresses> {
  const hosts = readHosts(fields, env);
  const read = combine({
    hosts,
    tokenResource: readTokenResource(fields),
    huntingApi: readHuntingApi(fields, hosts),
  });
  if ('faults' in read) return read;
  const { huntingApi, tokenResource } = read.value;
  const { api, signIn } = read.value.hosts;
  return {
    value: {
      apiUrl: api.origin,
      authority: signIn.origin,
      tokenResource: tokenResource ?? defaultTokenResource(api.origin),
      huntingApi,
    },
  };
}
