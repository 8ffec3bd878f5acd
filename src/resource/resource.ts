import { defaultAuthority, defaultTokenResource, graphHosts, readOrigin } from '../cloud/hosts.ts';
import type { HuntingApi } from '../cloud/hunting-api.ts';
import type { Credential } from '../cloud/tokens.ts';
import { type ProtectedMachine, readProtectedMachines } from '../defender/machines/protected.ts';
import type { Fault } from '../errors.ts';
import { resourceFields } from '../generated/fields.ts';
import { isGuid } from '../values/text.ts';
import { type Environment, fault, type ResourceFields } from './fields.ts';
import { type NetworkSettings, readNetworkSettings } from './network.ts';

/** A validated connection to one tenant: origins without trailing slash, seconds, PEM texts. */
export interface Resource extends NetworkSettings {
  label: string;
  apiUrl: string;
  authority: string;
  tenantId: string;
  clientId: string;
  credential: Credential;
  tokenResource: string;
  timeoutSeconds: number;
  huntingApi: HuntingApi;
  protectedMachines: ProtectedMachine[];
}

const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/i;

/** Most resources hold a secret: what reads certificates is loaded for those that do not. */
async function readCredential(
  { clientSecret, clientCertificate }: ResourceFields,
  faults: Fault[],
): Promise<Credential> {
  if (clientCertificate !== undefined)
    return (await import('./certificates.ts')).readKeyPair(clientCertificate, faults);
  if (clientSecret === undefined)
    faults.push(fault('clientSecret', 'is missing: a client secret or a client certificate is needed'));
  return { secret: clientSecret ?? '' };
}

/** Scopes are compared letter by letter, so only trailing slashes are removed. */
const resourceAddress = /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[\w.~-]+)*\/*$/i;

function readTokenResource(text: string | undefined, apiUrl: string, faults: Fault[]): string {
  if (text === undefined) return defaultTokenResource(apiUrl);
  if (resourceAddress.test(text)) return text.replace(/\/+$/, '');
  faults.push(fault('tokenResource', 'must be an https address, such as https://api.securitycenter.microsoft.com'));
  return text;
}

/** Checks the fields; every fault is listed, and the resource is to be used only where there is none. */
export async function readResource(
  fields: ResourceFields,
  env: Environment,
  signal: AbortSignal,
): Promise<{ resource: Resource; faults: Fault[] }> {
  const faults: Fault[] = [];
  const { apiUrl, authority, tenantId, clientId, huntingApi } = fields;
  const allowed = (env.DEFENDER_ALLOWED_HOSTS ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

  for (const { id, required } of resourceFields) {
    if (required && fields[id] === undefined) faults.push(fault(id, 'is missing'));
  }
  const api = apiUrl === undefined ? undefined : readOrigin(apiUrl, 'api', allowed);
  const signIn = authority === undefined ? undefined : readOrigin(authority, 'authority', allowed);
  if (api && 'fault' in api) faults.push(fault('apiUrl', api.fault));
  if (signIn && 'fault' in signIn) faults.push(fault('authority', signIn.fault));
  const apiOrigin = api && 'origin' in api ? api.origin : '';
  const apiIsLoopback = api !== undefined && 'origin' in api && api.loopback;
  const signInIsLoopback = signIn !== undefined && 'origin' in signIn && signIn.loopback;
  if (apiOrigin !== '' && !(signIn && 'fault' in signIn) && apiIsLoopback !== signInIsLoopback) {
    faults.push(
      fault('authority', 'must be on this machine exactly when apiUrl is: a token for one must not reach the other'),
    );
  }
  if (tenantId !== undefined && !isGuid(tenantId) && !domain.test(tenantId)) {
    faults.push(fault('tenantId', 'must be a GUID or a verified domain of the tenant'));
  }
  if (clientId !== undefined && !isGuid(clientId)) faults.push(fault('clientId', 'must be a GUID'));
  const timeoutSeconds = Number(fields.timeoutSeconds ?? 300);
  if (!/^\d+(\.\d+)?$/.test(fields.timeoutSeconds ?? '300') || timeoutSeconds <= 0 || timeoutSeconds > 86_400) {
    faults.push(fault('timeoutSeconds', 'must be a number of seconds above 0, at most 86400'));
  }
  const signInOrigin = signIn && 'origin' in signIn ? signIn.origin : defaultAuthority(apiOrigin);
  const apis = resourceFields.find(({ id }) => id === 'huntingApi')?.choices ?? [];
  if (huntingApi !== undefined && !apis.includes(huntingApi))
    faults.push(fault('huntingApi', `must be one of ${apis.join(', ')}`));
  const graph = huntingApi === 'graph' && apiOrigin !== '' ? graphHosts(apiOrigin, signInOrigin) : undefined;
  if (graph && 'fault' in graph) faults.push(fault('huntingApi', `cannot be graph: ${graph.fault}`));

  const protectedMachines = readProtectedMachines(fields.protectedMachines ?? '');
  for (const entry of protectedMachines.faults) faults.push(fault('protectedMachines', entry));
  const resource: Resource = {
    label: fields.label ?? 'default',
    apiUrl: apiOrigin,
    authority: signInOrigin,
    tenantId: tenantId ?? '',
    clientId: clientId ?? '',
    credential: await readCredential(fields, faults),
    tokenResource: readTokenResource(fields.tokenResource, apiOrigin, faults),
    ...(await readNetworkSettings(fields, env, signal, faults)),
    timeoutSeconds,
    huntingApi: (huntingApi ?? 'auto') as HuntingApi,
    protectedMachines: protectedMachines.entries,
  };
  return { resource, faults };
}
