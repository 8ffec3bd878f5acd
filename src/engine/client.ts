import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import { type Clock, type Deadline, deadlineIn, orCancelled } from '../clock.ts';
import { isLoopback } from '../cloud/hosts.ts';
import { applicationOf, type Credential, rolesOf } from '../cloud/token.ts';
import { createTokenCache, noTokenCache, type TokenCache } from '../cloud/token-cache.ts';
import { createTokenSource } from '../cloud/tokens.ts';
import type { Budget, DefenderContext } from '../defender/context.ts';
import { fileLock, unlocked } from '../file-lock.ts';
import { createHttp } from '../http/http.ts';
import { createPace, unlimited } from '../http/limits.ts';
import { isExempt } from '../http/no-proxy.ts';
import { createTransport } from '../http/transport.ts';
import type { TokenSource } from '../http/wire.ts';
import type { Log } from '../log.ts';
import type { RunProgress } from '../progress.ts';
import type { Redactor } from '../redactor.ts';
import type { Environment } from '../resource/fields.ts';
import type { Resource } from '../resource/resource.ts';

/** What a session hands to its client. */
export interface ClientOptions {
  resource: Resource;
  /** Variables that name the folder of kept tokens and switch our own pace off. */
  env: Environment;
  version: string;
  clock: Clock;
  /** Ends every call of the session. */
  signal: AbortSignal;
  log: Log;
  /** Knows the secrets of the resource. */
  redactor: Redactor;
  /** Whether waiting for our own pace puts a deadline off, as in a batch. */
  patient?: boolean;
  /** What `test-connection` reports about the resource. */
  warnings: readonly string[];
}

/** What a call depends on of its action's entry in the manifest. */
export interface CalledAction {
  id: string;
  /** Whether the action is refused for a protected machine. */
  guarded?: boolean;
}

/** What a call may have of its own, instead of the session's. */
interface CallParts {
  signal?: AbortSignal | undefined;
  log?: Log | undefined;
}

/** The client of one session: one token for each API, one pool of connections, one pace. */
export interface Client {
  /** Begins a call, with a deadline and an outcome of its own; its signal ends it alone, that of the session all of them. */
  begin(entry: CalledAction, progress: RunProgress, own?: CallParts): DefenderContext;
  /** What to do about a 403: the permission of an action that the tokens in use lack, else what the call itself says. */
  permissionHint(action: string, otherwise: string): Promise<string>;
  close(): void;
}

/** The proxy of the resource, else that of the machine unless NO_PROXY exempts the host; empty for none. */
function proxyFor(url: string, { proxyUrl, systemProxyUrl, noProxy }: Resource): string {
  if (proxyUrl !== undefined) return proxyUrl;
  const direct = systemProxyUrl === undefined || isLoopback(new URL(url).hostname) || isExempt(url, noProxy);
  return direct ? '' : systemProxyUrl;
}

/** What hints call an application whose id is not in the resource. */
const systemAssigned = 'of the system-assigned managed identity';

/** The secret that encrypts kept tokens; an identity without one keeps none, because nothing else could protect them. */
function cacheSecret(credential: Credential): string | undefined {
  if (credential.kind === 'clientSecret') return credential.secret;
  return credential.kind === 'clientCertificate' ? credential.privateKey : undefined;
}

/** An API as it is reached: where it is, and the tokens that it takes. */
export interface Api {
  origin: string;
  tokens: TokenSource;
}

/** Puts the client together. This module pulls in all that costs start-up time, and is loaded after the input was checked. */
export function createClient(options: ClientOptions): Client {
  const { resource, env, version, clock, signal, log, redactor, patient, warnings } = options;
  const { apiUrl, authority, tenantId, clientId, tokenResource, credential, renew, label, timeoutSeconds } = resource;
  const named = clientId ?? systemAssigned;
  const transport = createTransport({
    userAgent: `defender-soar/${version}`,
    proxyFor: (url) => proxyFor(url, resource),
    signal,
    ca: resource.caCertificates.length > 0 ? resource.caCertificates : undefined,
  });
  const folder = cacheFolder(env);
  const secret = cacheSecret(credential);
  const keyOf = (resourceOfToken: string) => ({
    authority,
    tenantId,
    clientId: named,
    tokenResource: resourceOfToken,
  });
  const cacheOf = (resourceOfToken: string): TokenCache =>
    folder === undefined || secret === undefined
      ? noTokenCache
      : createTokenCache(folder, keyOf(resourceOfToken), secret);
  const sources: TokenSource[] = [];
  const openApi = (origin: string, resourceOfToken: string): Api => {
    const key = keyOf(resourceOfToken);
    const cache = cacheOf(resourceOfToken);
    const tokens = createTokenSource({ key, credential, renew, cache, transport, clock, signal, log, redactor });
    sources.push(tokens);
    return { origin, tokens };
  };
  const defender = openApi(apiUrl, tokenResource);
  const applicationId = () => clientId ?? applicationOf(defender.tokens.current() ?? '') ?? systemAssigned;
  let graph: Promise<Api> | undefined;
  const openGraph = async (deadline: Deadline): Promise<Api> => {
    const { findGraph } = await import('../cloud/find-graph.ts');
    const key = { authority, tenantId };
    const host = await findGraph({ apiUrl, key, cacheOf, transport, clock, signal, log, redactor }, deadline);
    return openApi(host.origin, host.tokenResource);
  };

  const pace = env.DEFENDER_RATE_LIMITS === 'off' ? unlimited : createPace(clock, patient ?? false);
  const { protectedMachines, protectedIndicators, huntingApi, maxContainmentsPerHour: most } = resource;
  const lockOf = (parent: string) =>
    fileLock(join(parent, `${createHash('sha256').update(`${authority} ${tenantId} ${clientId}`).digest('hex')}.lock`));
  const budget: Budget | undefined =
    most === undefined
      ? undefined
      : { most, exclusive: folder === undefined ? unlocked : lockOf(folder), turn: Promise.resolve(), own: [] };
  const needs = async () => (await import('../catalogue/permissions.ts')).permissionNeeds(huntingApi, clock.now());
  const identity = { label, apiUrl, tenantId, clientId: named };
  const facts = { identity, credential, needs, warnings, mode: resource.mode };
  const begin = (
    { id, guarded = false }: CalledAction,
    progress: RunProgress,
    { signal = options.signal, log = options.log }: CallParts = {},
  ): DefenderContext => {
    const needsOfAction = async () =>
      (await needs()).filter((need) => need.action === id && need.when === undefined).map(({ anyOf }) => anyOf);
    const deadline = deadlineIn(timeoutSeconds, clock);
    const connect = ({ origin, tokens }: Api) => ({
      tokens,
      http: createHttp(
        { apiOrigin: origin, transport, tokens, pace, clock, signal, log, redactor, progress },
        deadline,
      ),
    });
    const own = connect(defender);
    let opened: ReturnType<typeof connect> | undefined;
    const hunting = {
      api: huntingApi,
      get clientId() {
        return applicationId();
      },
      defender: own,
      graph: async () => {
        // One that could not be found is looked for again by the next line of a batch.
        graph ??= openGraph(deadline).catch((error) => {
          graph = undefined;
          throw error;
        });
        opened ??= connect(await orCancelled(graph, signal));
        return opened;
      },
    };
    const shared = { http: own.http, transport, deadline, timeoutSeconds, clock, signal, log, redactor };
    const guards = { guarded, protectedMachines, protectedIndicators, budget };
    return { ...shared, hunting, ...guards, needs: needsOfAction, progress, facts };
  };
  return {
    begin,
    async permissionHint(action, otherwise) {
      const { permissionHint } = await import('../catalogue/permissions.ts');
      const granted = sources.flatMap((source) => rolesOf(source.current() ?? ''));
      const ofAction = (await needs()).filter((entry) => entry.action === action);
      return permissionHint(ofAction, granted, applicationId(), otherwise);
    },
    close: () => transport.close(),
  };
}
