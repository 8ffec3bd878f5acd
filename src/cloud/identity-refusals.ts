import { SoarError } from '../errors.ts';
import { kindOf } from '../http/envelope.ts';
import { meaningOf } from '../http/meanings.ts';
import { retryAfterSeconds } from '../http/retry.ts';
import type { WireResponse } from '../http/wire.ts';

const assign =
  'Assign the managed identity to this machine or app: check managedIdentityClientId, or leave it out and turn on the system-assigned identity.';

/** What an identity endpoint says in an error, in the spellings of the platforms; undefined for another answer. */
function reasonIn(body: string): string | undefined {
  try {
    const { error, error_description, message } = Object(JSON.parse(body)) as Record<string, unknown>;
    const said = [error_description, message, Object(error).message, error];
    return said.find((text): text is string => typeof text === 'string' && text !== '');
  } catch {
    return undefined;
  }
}

/** The error for an answer of an identity endpoint that has no token. */
export function identityRefusal(
  operation: string,
  response: WireResponse<string>,
  { now, clean }: { now: number; clean: (text: string) => string },
): SoarError {
  const { status, headers, body } = response;
  const reason = reasonIn(body);
  const text = `${operation} returned ${status}${reason === undefined ? ` with ${kindOf(response, clean)}` : `: ${clean(reason)}`}`;
  const fail = (
    ...[code, hint, retry]: [
      'unavailable' | 'rate_limited' | 'authentication_failed',
      string,
      'never' | 'limited' | 'always',
    ]
  ) =>
    new SoarError(code, text, {
      hint,
      delivered: 'no',
      retry,
      retryAfterSeconds: retry === 'always' ? retryAfterSeconds(headers, now) : undefined,
    });
  if (status === 429)
    return fail('rate_limited', 'Try again after the wait: many programs ask this endpoint.', 'always');
  if (status >= 500)
    return fail('unavailable', 'Try again; if it lasts, look at the health of the platform.', 'always');
  // While the endpoint is updated: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#retry-guidance
  if (status === 404 || status === 410)
    return fail('unavailable', 'Try again; if it lasts, this machine has no managed identity endpoint.', 'limited');
  const [code] = /AADSTS\d+/.exec(reason ?? '') ?? [];
  const known = code && meaningOf({ code, message: reason, signIn: true, foreign: false });
  if (known && reason !== undefined) return fail('authentication_failed', known.hint, 'never');
  if (reason !== undefined) return fail('authentication_failed', assign, 'never');
  return new SoarError('unexpected_response', text, {
    hint: 'This machine is not in Azure, because other clouds answer at the same address, or IDENTITY_ENDPOINT or AZURE_POD_IDENTITY_AUTHORITY_HOST is wrong: correct them, or choose another credential.',
    delivered: 'no',
    retry: 'never',
  });
}

/** The error for an identity endpoint that cannot be reached: this machine is most likely not in Azure. */
export function noIdentityEndpoint(host: string, error: SoarError): SoarError {
  return new SoarError('network_failed', `no managed identity endpoint answers at ${host}: ${error.message}`, {
    hint: 'Managed identities exist only on Azure (virtual machine, App Service, Arc): elsewhere set credential to workloadIdentity or application.',
    delivered: 'no',
    // A host that drops packets would use up the deadline.
    retry: error.code === 'timed_out' ? 'never' : 'limited',
    cause: error,
  });
}
