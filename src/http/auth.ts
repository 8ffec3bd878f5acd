import { type ErrorFields, SoarError, toSoarError } from '../errors.ts';
import type { Log, Redactor } from '../log.ts';
import { statusError } from './classify.ts';
import type { Clock, Deadline } from './clock.ts';
import { cancelled } from './clock.ts';
import { repeat } from './retry.ts';
import type { Token, TokenCache, TokenKey } from './token-cache.ts';
import type { Transport } from './transport.ts';

/** How the application proves who it is. */
export type Credential = { secret: string } | { privateKey: string; certificates: string[]; thumbprintSha256: string };

/** A token, and whether it was read from the cache of an earlier process. */
export interface TokenInUse {
  value: string;
  cached: boolean;
}

/** Gives out tokens for one application. Both calls throw `authentication_failed` or a retryable code. */
export interface TokenSource {
  /** The token in use, one from the cache, or a new one. */
  get(deadline: Deadline): Promise<TokenInUse>;
  /** Drops what is known and asks for a new one. */
  renew(deadline: Deadline): Promise<TokenInUse>;
  /** The token in use, if there is one. */
  current(): string | undefined;
}

/** What sign-in needs. */
export interface AuthContext {
  key: TokenKey;
  credential: Credential;
  cache: TokenCache;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
}

/** A token this close to its end is not used any more. */
const marginMs = 5 * 60_000;

/** One sign-in attempt may take so many milliseconds. */
const attemptMs = 30_000;

/** What Entra's error numbers mean to the person who filled in the form: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const hints: Record<string, string> = {
  AADSTS7000215: 'The client secret is wrong: enter its value, not its ID, from "Certificates & secrets".',
  AADSTS7000222: 'The client secret has expired: add a new one under "Certificates & secrets" and enter its value.',
  AADSTS7000218: 'No client secret or certificate arrived: enter one in the resource.',
  AADSTS700027: 'The certificate does not belong to the application: upload it under "Certificates & secrets".',
  AADSTS700016:
    'The application is unknown in this tenant: check clientId and tenantId, and that consent was given there.',
  AADSTS90002: 'The tenant does not exist in this cloud: check tenantId, and that authority belongs to its cloud.',
  AADSTS900021: 'The tenant is no valid one: check tenantId.',
  AADSTS900382: 'The tenant belongs to another cloud: choose the API URL and sign-in host of that cloud.',
  AADSTS900432: 'The application belongs to another cloud: choose the API URL and sign-in host of that cloud.',
  AADSTS50034: 'The account is unknown in this tenant: check tenantId.',
  AADSTS53003:
    'A conditional access policy blocks the sign-in: let this workload identity and the address of this machine through.',
  AADSTS500011:
    'The token resource is unknown in this tenant: check tokenResource, and that the tenant has Defender for Endpoint.',
  AADSTS7000112: 'The application is disabled: enable it under "Enterprise applications".',
};

/** What MSAL throws when Entra said no: https://learn.microsoft.com/entra/msal/javascript/node/ */
interface EntraRefusal {
  errorMessage?: string;
  errorCode?: string;
  correlationId?: string;
}

/** Entra's refusal as an error, its AADSTS number kept. */
function refusal(error: EntraRefusal): SoarError {
  const said = error.errorMessage ?? '';
  const number = /AADSTS\d+/.exec(said)?.[0];
  const fields: ErrorFields = {
    hint: (number && hints[number]) ?? 'Check tenantId, clientId and the client secret or certificate of the resource.',
    defenderCode: number ?? error.errorCode,
    requestId: error.correlationId || undefined,
    taken: 'no',
    again: 'never',
  };
  const reason =
    said.split(/\r?\n| Trace ID:/)[0]?.replace(/^\d+ - \[[^\]]*\]:\s*/, '') || error.errorCode || 'no reason given';
  return new SoarError('authentication_failed', `Entra ID refused the sign-in: ${reason}`, fields);
}

/** The application permissions in a token; empty where it has none, or is no JWT. */
export function rolesOf(token: string): string[] {
  try {
    const { roles } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      roles?: unknown;
    };
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * Signs in by MSAL, client credentials: https://learn.microsoft.com/entra/msal/javascript/node/about-msal-node
 * MSAL is loaded only when no cached token serves.
 */
async function signIn(context: AuthContext, deadline: Deadline): Promise<Token> {
  const { key, credential, transport, clock, signal, log } = context;
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  let failure: SoarError | undefined;

  // Retry and classification live in here: after a 429 or 5xx MSAL answers the next call itself without sending.
  async function exchange<T>(
    method: string,
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ) {
    const send = async () => {
      const response = await transport.send({
        method,
        url,
        headers: options?.headers ?? {},
        body: options?.body,
        timeoutMs: Math.max(1, Math.min(attemptMs, deadline.remaining())),
        signal,
      });
      const { status } = response;
      if (status === 429 || status === 408 || status >= 500)
        throw statusError(`sign-in at ${key.authority}`, response, clock.now());
      try {
        return { status, headers: response.headers, body: JSON.parse(response.body) as T };
      } catch (cause) {
        throw new SoarError(
          'unexpected_response',
          `sign-in at ${key.authority} was answered ${status} and a body that is no JSON`,
          {
            hint: 'Check authority, and that no proxy answers in its place.',
            status,
            taken: 'no',
            again: 'never',
            cause,
          },
        );
      }
    };
    try {
      return await repeat(send, false, { clock, deadline, signal, log });
    } catch (error) {
      // Nothing of Defender's was sent yet, and what could be repeated was: callers must not start over.
      failure = toSoarError(error).with({ taken: 'no', again: 'never' });
      throw error;
    }
  }

  const application = new ConfidentialClientApplication({
    auth: {
      clientId: key.clientId,
      authority: `${key.authority}/${key.tenantId}`,
      knownAuthorities: [new URL(key.authority).host],
      ...('secret' in credential
        ? { clientSecret: credential.secret }
        : {
            clientCertificate: {
              privateKey: credential.privateKey,
              thumbprintSha256: credential.thumbprintSha256,
              x5c: credential.certificates.join('\n'),
            },
          }),
    },
    system: {
      loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
      networkClient: {
        sendGetRequestAsync: (url, options) => exchange('GET', url, options),
        sendPostRequestAsync: (url, options) => exchange('POST', url, options),
      },
    },
  });
  try {
    const result = await application.acquireTokenByClientCredential({ scopes: [`${key.tokenResource}/.default`] });
    if (!result?.accessToken) throw new SoarError('unexpected_response', 'Entra ID answered without a token');
    const expiresAt = result.expiresOn?.getTime() ?? clock.now() + 3_599_000;
    log.debug('signed_in', { authority: key.authority, expiresAt: new Date(expiresAt).toISOString() });
    return { value: result.accessToken, expiresAt };
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (failure) throw failure;
    if (error instanceof SoarError) throw error;
    throw refusal(error as EntraRefusal);
  }
}

/** Tokens for one application: the one in use, else the cached one, else a new one. */
export function createTokenSource(context: AuthContext): TokenSource {
  const { cache, clock, redactor } = context;
  let current: (TokenInUse & { expiresAt: number }) | undefined;
  let pending: Promise<TokenInUse> | undefined;

  const lives = (token: Token) => token.expiresAt - marginMs > clock.now();
  const use = (token: Token, cached: boolean): TokenInUse => {
    redactor.add(token.value);
    current = { ...token, cached };
    return current;
  };

  async function fresh(deadline: Deadline): Promise<TokenInUse> {
    const token = await signIn(context, deadline);
    await cache.write(token);
    return use(token, false);
  }

  async function find(deadline: Deadline): Promise<TokenInUse> {
    const cached = await cache.read();
    return cached !== undefined && lives(cached) ? use(cached, true) : fresh(deadline);
  }

  /** Calls that come while one is under way share it. */
  const once = (begin: () => Promise<TokenInUse>): Promise<TokenInUse> => {
    pending ??= begin().finally(() => {
      pending = undefined;
    });
    return pending;
  };

  return {
    current: () => current?.value,
    get: async (deadline) => (current !== undefined && lives(current) ? current : once(() => find(deadline))),
    renew: (deadline) =>
      once(async () => {
        current = undefined;
        await cache.drop();
        return fresh(deadline);
      }),
  };
}
