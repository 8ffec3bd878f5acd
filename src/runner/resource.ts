import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ProtectedMachine, readProtectedMachines } from '../defender/protected-machines.ts';
import type { Fault } from '../errors.ts';
import { manifest } from '../generated/manifest.ts';
import type { Credential } from '../http/auth.ts';
import { defaultAuthority, defaultTokenResource, readOrigin } from '../http/hosts.ts';
import { readCertificates, readPem } from './pem.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A validated connection to one tenant: origins without trailing slash, seconds, PEM texts. */
export interface Resource {
  label: string;
  apiUrl: string;
  authority: string;
  tenantId: string;
  clientId: string;
  credential: Credential;
  tokenResource: string;
  proxyUrl: string | undefined;
  caCertificates: string[];
  timeoutSeconds: number;
  protectedMachines: ProtectedMachine[];
}

/** The fields as text, by their id in the manifest; empty ones are left out. */
export type ResourceFields = Record<string, string>;

/** Words that a platform leaves where a placeholder could not be filled: they must never become "everything", or "nothing". */
export const unresolved = /^(null|none|undefined)$/i;

const fieldIds = manifest.resource.fields.map(({ id }) => id);

/** Fields whose environment variable may name a file instead. */
const fromFile = new Set(['clientSecret', 'clientCertificate', 'caCertificates']);

const variableOf = (id: string): string =>
  id === 'timeoutSeconds' ? 'DEFENDER_DEADLINE_SECONDS' : `DEFENDER_${id.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

const fault = (id: string, message: string): Fault => ({ path: `resource.${id}`, message });

/** Values of a `--resource` file: text, or for the timeout a number. */
function fileFields(file: Record<string, unknown>, faults: Fault[]): ResourceFields {
  const fields: ResourceFields = {};
  for (const [id, value] of Object.entries(file)) {
    if (!fieldIds.includes(id)) faults.push(fault(id, 'is no field of the resource'));
    else if (typeof value === 'string') fields[id] = value;
    else if (typeof value === 'number' && id === 'timeoutSeconds') fields[id] = String(value);
    else if (value !== null) faults.push(fault(id, 'must be text'));
  }
  return fields;
}

function variable(id: string, env: Environment, faults: Fault[]): string | undefined {
  const name = variableOf(id);
  const value = env[name];
  if (value !== undefined && value.trim() !== '') return value.trim();
  const path = fromFile.has(id) ? env[`${name}_FILE`] : undefined;
  if (path === undefined || path.trim() === '') return undefined;
  try {
    return readFileSync(path.trim(), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    faults.push(
      fault(id, `the file that ${name}_FILE names cannot be read (${(error as NodeJS.ErrnoException).code})`),
    );
    return undefined;
  }
}

/**
 * Collects the fields: from a `--resource` file, then (with `byId`, for `--from-env`) from variables named by field id,
 * then from `DEFENDER_*`.
 */
export function collectFields(
  file: Record<string, unknown> | undefined,
  env: Environment,
  byId: boolean,
): { fields: ResourceFields; faults: Fault[] } {
  const faults: Fault[] = [];
  const given = fileFields(file ?? {}, faults);
  const fields: ResourceFields = {};
  for (const id of fieldIds) {
    const named = byId ? (env[id] ?? (id === 'proxyUrl' ? env.proxy_url : undefined)) : undefined;
    if (named !== undefined && unresolved.test(named.trim())) faults.push(fault(id, 'holds an unfilled placeholder'));
    const filled = [given[id], named].find((text) => text !== undefined && text.trim() !== '');
    const value = filled?.trim() ?? variable(id, env, faults);
    if (value !== undefined && value !== '') fields[id] = value;
  }
  return { fields, faults };
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/i;

function readCredential({ clientSecret, clientCertificate }: ResourceFields, faults: Fault[]): Credential {
  if (clientCertificate === undefined) {
    if (clientSecret === undefined)
      faults.push(fault('clientSecret', 'is missing: a client secret or a client certificate is needed'));
    return { secret: clientSecret ?? '' };
  }
  try {
    const pem = readPem(clientCertificate);
    const certificates = readCertificates(pem);
    const key = createPrivateKey(pem);
    const leaf = certificates
      .map((text) => new X509Certificate(text))
      .find((certificate) => certificate.checkPrivateKey(key));
    if (key.asymmetricKeyType !== 'rsa') faults.push(fault('clientCertificate', 'must hold an RSA key'));
    else if (leaf === undefined)
      faults.push(fault('clientCertificate', 'must hold the certificate that belongs to the key'));
    else {
      return {
        privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificates: [
          leaf.toString(),
          ...certificates.filter((text) => new X509Certificate(text).fingerprint256 !== leaf.fingerprint256),
        ],
        thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
      };
    }
  } catch {
    faults.push(
      fault('clientCertificate', 'must be PEM text of an RSA private key and its certificate, or base64 of it'),
    );
  }
  return { secret: '' };
}

function readProxy(text: string | undefined, faults: Fault[]): string | undefined {
  if (text === undefined) return undefined;
  const url =
    URL.canParse(text.includes('://') ? text : `http://${text}`) &&
    new URL(text.includes('://') ? text : `http://${text}`);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hostname !== '')
    return url.href;
  // The text may hold a password and is therefore not repeated.
  faults.push(fault('proxyUrl', 'must be the address of an HTTP proxy, such as http://proxy.example:8080'));
  return undefined;
}

function readAuthorities(id: string, text: string | undefined, faults: Fault[]): string[] {
  if (text === undefined) return [];
  try {
    const certificates = readCertificates(readPem(text));
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0) return certificates;
  } catch {
    // Falls through to the fault below, which says what was expected.
  }
  faults.push(fault(id, 'must be PEM text of one or more certificates'));
  return [];
}

/** Node ignores a file that it cannot read, with a warning nobody sees; a connection would fail later, for no visible reason. */
function readNodeExtra(env: Environment, faults: Fault[]): string[] {
  const path = env.NODE_EXTRA_CA_CERTS;
  if (path === undefined || path === '') return [];
  try {
    return readCertificates(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(fault('caCertificates', `the file that NODE_EXTRA_CA_CERTS names cannot be read (${code})`));
    return [];
  }
}

function readTokenResource(text: string | undefined, apiUrl: string, faults: Fault[]): string {
  if (text === undefined) return defaultTokenResource(apiUrl);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '')
    return text.replace(/\/+$/, '');
  faults.push(fault('tokenResource', 'must be an https address, such as https://api.securitycenter.microsoft.com'));
  return text;
}

/** Checks the fields; every fault is listed, and the resource is to be used only where there is none. */
export function readResource(fields: ResourceFields, env: Environment): { resource: Resource; faults: Fault[] } {
  const faults: Fault[] = [];
  const { apiUrl, authority, tenantId, clientId, huntingApi } = fields;
  const allowed = (env.DEFENDER_ALLOWED_HOSTS ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

  for (const { id, required } of manifest.resource.fields) {
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
  if (tenantId !== undefined && !guid.test(tenantId) && !domain.test(tenantId)) {
    faults.push(fault('tenantId', 'must be a GUID or a verified domain of the tenant'));
  }
  if (clientId !== undefined && !guid.test(clientId)) faults.push(fault('clientId', 'must be a GUID'));
  const timeoutSeconds = Number(fields.timeoutSeconds ?? 300);
  if (!/^\d+(\.\d+)?$/.test(fields.timeoutSeconds ?? '300') || timeoutSeconds <= 0 || timeoutSeconds > 86_400) {
    faults.push(fault('timeoutSeconds', 'must be a number of seconds above 0, at most 86400'));
  }
  const apis = manifest.resource.fields.find(({ id }) => id === 'huntingApi')?.choices ?? [];
  if (huntingApi !== undefined && !apis.includes(huntingApi))
    faults.push(fault('huntingApi', `must be one of ${apis.join(', ')}`));

  const own = readAuthorities('caCertificates', fields.caCertificates, faults);
  const extra = readNodeExtra(env, faults);
  const protectedMachines = readProtectedMachines(fields.protectedMachines ?? '');
  for (const entry of protectedMachines.faults) faults.push(fault('protectedMachines', entry));
  const resource: Resource = {
    label: fields.label ?? 'default',
    apiUrl: apiOrigin,
    authority: signIn && 'origin' in signIn ? signIn.origin : defaultAuthority(apiOrigin),
    tenantId: tenantId ?? '',
    clientId: clientId ?? '',
    credential: readCredential(fields, faults),
    tokenResource: readTokenResource(fields.tokenResource, apiOrigin, faults),
    proxyUrl: readProxy(fields.proxyUrl, faults),
    // Node drops its own extra roots as soon as others are given, so they are given again.
    caCertificates: own.length > 0 ? [...own, ...extra] : [],
    timeoutSeconds,
    protectedMachines: protectedMachines.entries,
  };
  return { resource, faults };
}
