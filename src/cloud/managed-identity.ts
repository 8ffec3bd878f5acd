import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import { cancelled, type Deadline } from '../clock.ts';
import { SoarError, toSoarError } from '../errors.ts';
import { mostBytes } from '../http/body.ts';
import type { WireResponse } from '../http/wire.ts';
import { isGuid } from '../values/text.ts';
import { isIdentityHost } from './hosts.ts';
import { identityRefusal, noIdentityEndpoint } from './identity-refusals.ts';
import { createNetwork, tokenIn } from './msal-network.ts';
import type { SignInContext } from './sign-in-context.ts';
import { claimsOf, type Token } from './token.ts';

/** An endpoint on this machine answers at once, or is not there. */
const attemptMs = 10_000;

/** The network of the sign-in under way: MSAL keeps the network of the first application for all others of the process. */
const current = new AsyncLocalStorage<INetworkModule>();
const networkInUse = (): INetworkModule => {
  const network = current.getStore();
  if (network === undefined) throw new Error('no sign-in is under way');
  return network;
};
const sharedNetwork: INetworkModule = {
  sendGetRequestAsync: (url, options) => networkInUse().sendGetRequestAsync(url, options),
  sendPostRequestAsync: (url, options) => networkInUse().sendPostRequestAsync(url, options),
};

/** Whether an answer is the challenge of Azure Arc, which MSAL answers once. */
const isChallenge = ({ status, headers }: WireResponse<string>, answered: boolean): boolean =>
  status === 401 && headers['www-authenticate'] !== undefined && !answered;

/** Sends a request of MSAL's to the identity endpoint of this machine, and to nothing else. */
async function send(
  { transport, clock, signal, redactor }: SignInContext,
  deadline: Deadline,
  request: { method: string; url: string } & NetworkRequestOptions,
) {
  const { method, url, headers = {}, body } = request;
  const { hostname, host } = new URL(url);
  if (!isIdentityHost(hostname)) {
    throw new SoarError('invalid_resource', `the managed identity endpoint ${host} is not on this machine`, {
      hint: 'Correct IDENTITY_ENDPOINT or AZURE_POD_IDENTITY_AUTHORITY_HOST, which the platform sets: only loopback and link-local addresses are asked.',
      details: [{ path: 'resource.credential', message: `the endpoint ${host} is not on this machine` }],
    });
  }
  const proofs = Object.entries(headers).filter(([name]) => /^(x-identity-header|secret|authorization)$/i.test(name));
  for (const [, proof] of proofs) redactor.add(proof.replace(/^Basic /, ''));
  const timeoutMs = Math.max(1, Math.min(attemptMs, deadline.remaining()));
  const wire = { method, url, headers, body, timeoutMs, mostBytes: mostBytes.signIn, identity: true };
  const response = await transport.send(wire).catch((error: unknown) => {
    throw signal.aborted ? error : noIdentityEndpoint(host, toSoarError(error));
  });
  const answer = isChallenge(response, headers.Authorization !== undefined) ? {} : tokenIn(response);
  if (answer !== undefined) return { ...response, body: answer };
  const reading = { now: clock.now(), clean: redactor.clean };
  throw identityRefusal(`the managed identity endpoint ${host}`, response, reading);
}

/** Refuses a token of another tenant than the resource names: what is contained there would be the wrong company. */
function checkTenant(token: string, tenantId: string): void {
  const tenant = claimsOf(token)?.tid;
  if (typeof tenant !== 'string' || !isGuid(tenantId) || tenant.toLowerCase() === tenantId.toLowerCase()) return;
  throw new SoarError(
    'authentication_failed',
    `the managed identity belongs to tenant ${tenant}, and the resource names ${tenantId}`,
    { hint: 'Correct tenantId, or run on a machine of that tenant.', delivered: 'no', retry: 'never' },
  );
}

/**
 * Asks the platform for a token of a managed identity by MSAL, which finds the endpoint by the variables of the platform:
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 * @param userAssigned client id of a user-assigned identity; left out for the system-assigned one
 */
export async function signInManaged(
  context: SignInContext,
  userAssigned: string | undefined,
  deadline: Deadline,
): Promise<Token> {
  const { key, clock, signal, log } = context;
  const { ManagedIdentityApplication } = await import('./msal.ts');
  let failure: SoarError | undefined;
  const network = createNetwork(
    context,
    deadline,
    (error) => {
      failure = error;
    },
    (method, url, options) => send(context, deadline, { method, url, ...options }),
  );
  try {
    const application = new ManagedIdentityApplication({
      ...(userAssigned !== undefined && { managedIdentityIdParams: { userAssignedClientId: userAssigned } }),
      system: {
        loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
        networkClient: sharedNetwork,
        disableInternalRetries: true,
      },
    });
    // The platform caches tokens itself, and ours is asked for only when one is needed.
    const request = { resource: key.tokenResource, forceRefresh: true };
    const result = await current.run(network, () => application.acquireToken(request));
    checkTenant(result.accessToken, key.tenantId);
    const lifeMs = result.expiresOn ? result.expiresOn.getTime() - Date.now() : 3_599_000;
    log.debug('signed_in', { managedIdentity: userAssigned ?? 'system-assigned' });
    return { value: result.accessToken, expiresAt: clock.now() + lifeMs };
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (failure) throw failure;
    if (error instanceof SoarError) throw error;
    throw new SoarError('authentication_failed', `the managed identity cannot be used: ${(error as Error).message}`, {
      hint: 'Check that the managed identity is assigned to this machine, and the variables of the platform, such as IDENTITY_ENDPOINT.',
      delivered: 'no',
      retry: 'never',
      cause: error,
    });
  }
}
