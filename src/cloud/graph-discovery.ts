import type { Deadline } from '../clock.ts';
import { errorCodes, SoarError } from '../errors.ts';
import { mostBytes } from '../http/body.ts';
import { type Reading, signInError } from '../http/classify.ts';
import { type RetryContext, repeat } from '../http/retry.ts';
import type { Transport } from '../http/transport.ts';
import type { WireResponse } from '../http/wire.ts';
import type { Redactor } from '../redactor.ts';
import type { GraphHost } from './hosts.ts';
import type { TokenKey } from './token.ts';

/** Milliseconds that one look may take. */
const attemptMs = 30_000;

/** Hosts that may be asked, and what with. */
export interface DiscoveryContext extends Omit<RetryContext, 'deadline'> {
  transport: Transport;
  redactor: Redactor;
  key: Pick<TokenKey, 'authority' | 'tenantId'>;
}

/**
 * Which of several Graphs is a tenant's: its OpenID document names the host, and is served to everybody, without a
 * token. https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 * Throws `invalid_resource` if the document names another one: the tenant lies in another cloud than `apiUrl`; and
 * `authentication_failed` with Entra's reason, or `unexpected_response`, if the document is not available.
 */
export async function discoverGraph(
  hosts: readonly GraphHost[],
  { transport, redactor, key, ...retry }: DiscoveryContext,
  deadline: Deadline,
): Promise<GraphHost> {
  const { authority, tenantId } = key;
  const url = `${authority}/${tenantId}/v2.0/.well-known/openid-configuration`;
  const read = async () => {
    const timeoutMs = Math.max(1, Math.min(attemptMs, deadline.remaining()));
    const response = await transport.send({ method: 'GET', url, headers: {}, timeoutMs, mostBytes: mostBytes.signIn });
    if (response.status !== 200) throw undiscovered(url, response, { now: retry.clock.now(), clean: redactor.clean });
    return response.body;
  };
  const named = graphNamedBy(await repeat(read, false, { ...retry, deadline }));
  const found = hosts.find(({ origin }) => origin === `https://${named}`);
  if (found !== undefined) return found;
  const known = hosts.map(({ origin }) => origin).join(' or ');
  const message = `the tenant's Microsoft Graph is ${named ?? 'not named by its sign-in host'}, and apiUrl belongs to ${known}`;
  throw new SoarError('invalid_resource', message, {
    hint: 'Check that apiUrl, authority and tenantId belong to one cloud, or set huntingApi to defender.',
    details: [{ path: 'resource.apiUrl', message }],
  });
}

/** Why the document is not available. */
function undiscovered(url: string, response: WireResponse<string>, reading: Reading): SoarError {
  const { host } = new URL(url);
  const error = signInError(`GET ${url}`, response, reading);
  if (errorCodes[error.code].retryable) return error;
  const other = 'or set huntingApi to defender.';
  const hint = error.fields.defenderCode
    ? `${error.fields.hint} The sign-in host is ${host}: correct the resource, ${other}`
    : `Check tenantId and authority, that no proxy answers instead of ${host}, ${other}`;
  const text = `${host} does not say which Microsoft Graph is the tenant's: ${error.message}`;
  return new SoarError(error.code, text, { ...error.fields, status: response.status, hint });
}

function graphNamedBy(text: string): string | undefined {
  try {
    const { msgraph_host: host } = JSON.parse(text) as { msgraph_host?: unknown };
    return typeof host === 'string' ? host.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
