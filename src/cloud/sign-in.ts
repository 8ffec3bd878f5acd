import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import { type Clock, cancelled, type Deadline } from '../clock.ts';
import { SoarError, toSoarError } from '../errors.ts';
import { mostBytes } from '../http/body.ts';
import { signInError } from '../http/classify.ts';
import { repeat } from '../http/retry.ts';
import type { Transport } from '../http/transport.ts';
import type { WireResponse } from '../http/wire.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redactor.ts';
import type { Credential, Token, TokenKey } from './token.ts';

/** What sign-in works with. */
export interface SignInContext {
  key: TokenKey;
  credential: Credential;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
}

/** A token, which becomes part of a header: https://datatracker.ietf.org/doc/html/rfc6750#section-2.1 */
const bearerToken = /^[\w.~+/-]+=*$/;

/** One sign-in attempt may take so many milliseconds. */
const attemptMs = 30_000;

/** The answer with a token; undefined for every other answer, whatever it contains. */
function tokenIn({ status, body }: WireResponse<string>): object | undefined {
  if (status !== 200) return undefined;
  try {
    const answer = JSON.parse(body) as { access_token?: unknown } | null;
    return typeof answer?.access_token === 'string' && bearerToken.test(answer.access_token) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/**
 * MSAL's network over our transport. Retry and classification live in here: after a 429 or 5xx MSAL answers the next call
 * itself without sending.
 * @param failed receives the original error; MSAL wraps it
 */
function createNetwork(context: SignInContext, deadline: Deadline, failed: (error: SoarError) => void): INetworkModule {
  const { key, transport, clock, signal, log } = context;
  const operation = `sign-in at ${key.authority}`;

  async function send<T>(method: string, url: string, options?: NetworkRequestOptions) {
    // As good as the key while it lives: a gateway may echo the form.
    context.redactor.add(new URLSearchParams(options?.body).get('client_assertion') ?? undefined);
    const response = await transport.send({
      method,
      url,
      headers: options?.headers ?? {},
      body: options?.body,
      timeoutMs: Math.max(1, Math.min(attemptMs, deadline.remaining())),
      mostBytes: mostBytes.signIn,
    });
    const body = tokenIn(response);
    if (body === undefined) {
      throw signInError(operation, response, { now: clock.now(), clean: context.redactor.clean });
    }
    return { status: response.status, headers: response.headers, body: body as T };
  }

  async function exchange<T>(method: string, url: string, options?: NetworkRequestOptions) {
    try {
      return await repeat(() => send<T>(method, url, options), false, { clock, deadline, signal, log });
    } catch (error) {
      // Nothing of Defender's was sent yet, and what could be repeated was: callers must not start over.
      failed(toSoarError(error).with({ delivered: 'no', retry: 'never' }));
      throw error;
    }
  }

  return {
    sendGetRequestAsync: (url, options) => exchange('GET', url, options),
    sendPostRequestAsync: (url, options) => exchange('POST', url, options),
  };
}

/** Endpoints of a tenant: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
const metadataOf = (authority: string): string =>
  JSON.stringify({
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    issuer: `${authority}/v2.0`,
  });

const credentialOptions = (credential: Credential) =>
  'secret' in credential
    ? { clientSecret: credential.secret }
    : {
        clientCertificate: {
          privateKey: credential.privateKey,
          thumbprintSha256: credential.thumbprintSha256,
          x5c: credential.certificates.join('\n'),
        },
      };

/**
 * Asks Entra for a token by MSAL, client credentials: https://learn.microsoft.com/entra/msal/javascript/node/about-msal-node
 * MSAL is loaded only here, so only when no cached token serves.
 */
export async function signIn(context: SignInContext, deadline: Deadline): Promise<Token> {
  const { key, credential, clock, signal, log } = context;
  const { ConfidentialClientApplication } = await import('./msal.ts');
  const authority = `${key.authority}/${key.tenantId}`;
  let failure: SoarError | undefined;
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: key.clientId,
      authority,
      // The endpoints follow from the authority; without them MSAL asks the sign-in host first, one request more.
      authorityMetadata: metadataOf(authority),
      knownAuthorities: [new URL(key.authority).host],
      ...credentialOptions(credential),
    },
    system: {
      loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
      networkClient: createNetwork(context, deadline, (error) => {
        failure = error;
      }),
    },
  });
  try {
    const result = await application.acquireTokenByClientCredential({ scopes: [`${key.tokenResource}/.default`] });
    if (!result) throw new SoarError('unexpected_response', `sign-in at ${key.authority} brought no token`);
    // MSAL adds the token's life to the machine's time, which may have been set since our clock started.
    const lifeMs = result.expiresOn ? result.expiresOn.getTime() - Date.now() : 3_599_000;
    const expiresAt = clock.now() + lifeMs;
    log.debug('signed_in', { authority: key.authority, expiresAt: new Date(expiresAt).toISOString() });
    return { value: result.accessToken, expiresAt };
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (failure) throw failure;
    if (error instanceof SoarError) throw error;
    throw new SoarError('authentication_failed', `the sign-in could not be prepared: ${(error as Error).message}`, {
      hint: 'Check the client secret or certificate of the resource.',
      delivered: 'no',
      retry: 'never',
      cause: error,
    });
  }
}
