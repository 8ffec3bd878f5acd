import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { getProxyForUrl } from 'proxy-from-env';
import { createDefender, type Defender } from '../defender/defender.ts';
import { createTokenSource } from '../http/auth.ts';
import { type Clock, deadlineIn } from '../http/clock.ts';
import { isLoopback } from '../http/hosts.ts';
import { createHttp, type WriteProgress } from '../http/http.ts';
import { createPace, unlimited } from '../http/limits.ts';
import { createTokenCache, noTokenCache } from '../http/token-cache.ts';
import { createTransport } from '../http/transport.ts';
import type { Log, Redactor } from '../log.ts';
import { permissionNeeds } from './permissions.ts';
import type { Resource } from './resource.ts';
import type { Environment } from './resource-fields.ts';

/** What a run hands to its client. */
export interface ClientOptions {
  resource: Resource;
  env: Environment;
  version: string;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
  /** Whether waiting for our own pace puts a deadline off, as in a batch. */
  patient: boolean;
  warnings: readonly string[];
}

/** The client of one process: one token, one pool of connections, one pace. */
export interface Client {
  /** Begins something that has a deadline, and an outcome to note, of its own. */
  begin(progress: WriteProgress): Defender;
  /** The token in use, if the run got that far. */
  token(): string | undefined;
  close(): void;
}

/** The resource's own proxy, else the machine's, where NO_PROXY does not leave the host out; empty for none. */
function proxyFor(url: string, { proxyUrl, systemProxyUrl }: Resource): string {
  if (proxyUrl !== undefined) return proxyUrl;
  const direct = systemProxyUrl === undefined || isLoopback(new URL(url).hostname) || getProxyForUrl(url) === '';
  return direct ? '' : systemProxyUrl;
}

/**
 * The user's cache folder, as each system has it; undefined where the user has none, as in a container that runs under
 * an unknown id. https://specifications.freedesktop.org/basedir-spec/latest/
 */
function cacheFolder({ XDG_CACHE_HOME = '', LOCALAPPDATA = '' }: Environment): string | undefined {
  try {
    if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'defender-soar');
    if (platform() === 'win32') return join(LOCALAPPDATA || homedir(), 'defender-soar');
    return join(homedir(), platform() === 'darwin' ? 'Library/Caches' : '.cache', 'defender-soar');
  } catch {
    return undefined;
  }
}

/** Puts the client together. This module pulls in all that costs start-up time, and is loaded after the input was checked. */
export function createClient(options: ClientOptions): Client {
  const { resource, env, version, clock, signal, log, redactor, patient, warnings } = options;
  const { apiUrl, authority, tenantId, clientId, tokenResource, credential, label, timeoutSeconds } = resource;
  const key = { authority, tenantId, clientId, tokenResource };
  const transport = createTransport({
    userAgent: `defender-soar/${version}`,
    proxyFor: (url) => proxyFor(url, resource),
    ca: resource.caCertificates.length > 0 ? resource.caCertificates : undefined,
  });
  const folder = env.DEFENDER_TOKEN_CACHE === 'off' ? undefined : cacheFolder(env);
  const secret = 'secret' in credential ? credential.secret : credential.privateKey;
  const cache = folder === undefined ? noTokenCache : createTokenCache(folder, key, secret);
  const tokens = createTokenSource({ key, credential, cache, transport, clock, signal, log, redactor });
  const pace = env.DEFENDER_RATE_LIMITS === 'off' ? unlimited : createPace(clock, patient);
  const { protectedMachines } = resource;
  const facts = { tokens, identity: { label, apiUrl, tenantId, clientId }, needs: permissionNeeds(), warnings };
  const begin = (progress: WriteProgress): Defender => {
    const deadline = deadlineIn(timeoutSeconds, clock);
    const http = createHttp({ apiOrigin: apiUrl, transport, tokens, pace, clock, signal, log, progress }, deadline);
    const shared = { http, transport, deadline, timeoutSeconds, clock, signal, log, redactor };
    return createDefender({ ...shared, protectedMachines, progress }, facts);
  };
  return { begin, token: () => tokens.current(), close: () => transport.close() };
}
