import type { NetworkRequestOptions } from '@azure/msal-node';
import { cancelled, type Deadline } from '../clock.ts';
import { SoarError } from '../errors.ts';
import { mostBytes } from '../http/body.ts';
import { signInError } from '../http/classify.ts';
import { createNetwork, tokenIn } from './msal-network.ts';
import type { SignInContext } from './sign-in-context.ts';
import { type Credential, claimsOf, type Token } from './token.ts';

/** One sign-in attempt may take so many milliseconds. */
const attemptMs = 30_000;

/** Sends a request of MSAL's to the sign-in host. */
async function send(
  { key, transport, clock, redactor }: SignInContext,
  deadline: Deadline,
  request: { method: string; url: string } & NetworkRequestOptions,
) {
  const { method, url, headers = {}, body } = request;
  // As good as the key while it lives: a gateway may echo the form.
  redactor.add(new URLSearchParams(body).get('client_assertion') ?? undefined);
  const timeoutMs = Math.max(1, Math.min(attemptMs, deadline.remaining()));
  const response = await transport.send({ method, url, headers, body, timeoutMs, mostBytes: mostBytes.signIn });
  const answer = tokenIn(response);
  if (answer !== undefined) return { ...response, body: answer };
  throw signInError(`sign-in at ${key.authority}`, response, { now: clock.now(), clean: redactor.clean });
}

/** Endpoints of a tenant: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
const metadataOf = (authority: string): string =>
  JSON.stringify({
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    issuer: `${authority}/v2.0`,
  });

/** The proof in MSAL's words. */
function proofOf(credential: Exclude<Credential, { kind: 'managedIdentity' }>) {
  switch (credential.kind) {
    case 'clientSecret':
      return { clientSecret: credential.secret };
    case 'workloadIdentity':
      return { clientAssertion: credential.assertion };
    case 'clientCertificate': {
      const { privateKey, thumbprintSha256, certificates } = credential;
      return { clientCertificate: { privateKey, thumbprintSha256, x5c: certificates.join('\n') } };
    }
  }
}

const renewTokenFile = 'Check that the platform still renews the token file, and the path in federatedTokenFile.';

/** The credential as its file holds it now. Of a secret or certificate that cannot be read, the last one is used. */
async function currentCredential({ credential, renew, clock, signal, log }: SignInContext): Promise<Credential> {
  const { credential: current, fault } = (await renew?.(signal)) ?? { credential };
  const unusable = (message: string) =>
    new SoarError('authentication_failed', message, { hint: renewTokenFile, delivered: 'no', retry: 'never' });
  if (fault !== undefined && current.kind === 'workloadIdentity') throw unusable(fault);
  if (fault !== undefined) log.warn('credential_not_read_again', { fault });
  if (current.kind !== 'workloadIdentity') return current;
  const end = Number(claimsOf(current.assertion)?.exp) * 1000;
  if (end <= clock.now()) throw unusable(`the token in the federated token file ended at ${utc(end)}`);
  return current;
}

/** A moment to the second. */
const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/**
 * Asks Entra for a token by MSAL, client credentials: https://learn.microsoft.com/entra/msal/javascript/node/about-msal-node
 * MSAL is loaded only here, so only when no cached token serves.
 */
export async function signIn(context: SignInContext, deadline: Deadline): Promise<Token> {
  const { key, clock, signal, log } = context;
  const credential = await currentCredential(context);
  if (credential.kind === 'managedIdentity')
    return (await import('./managed-identity.ts')).signInManaged(context, credential.userAssigned, deadline);
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
      ...proofOf(credential),
    },
    system: {
      loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
      networkClient: createNetwork(
        context,
        deadline,
        (error) => {
          failure = error;
        },
        (method, url, options) => send(context, deadline, { method, url, ...options }),
      ),
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
