import { type ErrorFields, SoarError } from '../errors.ts';
import { retryAfterSeconds } from './retry.ts';
import type { Progress, WireResponse } from './transport.ts';

const untrusted = /CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY/;
const unresolved = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** The fault of a connection as an error that says what was in the way, and whether the request can have been taken. */
export function networkFailure(thrown: unknown, progress: Progress, url: string): SoarError {
  const { host } = new URL(url);
  const { code = '', message = '' } = thrown as { code?: string; message?: string };
  const taken = progress.connected ? 'maybe' : 'no';
  const fail = (text: string, fields: ErrorFields) =>
    new SoarError('network_failed', text, { taken, again: 'briefly', cause: thrown, ...fields });
  if (progress.timedOut) {
    return new SoarError('timed_out', `${host} did not answer in time`, {
      hint: 'Try again; if it lasts, check the path to that host and raise timeoutSeconds.',
      taken,
      again: 'always',
      cause: thrown,
    });
  }
  if (progress.proxyStatus !== undefined) {
    const refused = progress.proxyStatus < 500;
    return fail(`the proxy refused a connection to ${host} with status ${progress.proxyStatus}`, {
      hint: 'Check proxyUrl, its user name and password, and that the proxy lets this host through.',
      taken: 'no',
      again: refused ? 'never' : 'briefly',
    });
  }
  if (untrusted.test(code)) {
    return fail(`the certificate of ${host} is not trusted (${code})`, {
      hint: 'If the network inspects TLS, give the inspecting authority in caCertificates; verification is never switched off.',
      taken: 'no',
      again: 'never',
    });
  }
  if (unresolved.has(code)) {
    return fail(`the host name ${host} could not be resolved (${code})`, {
      hint: 'Check the spelling of the host, DNS, and whether a proxy is needed.',
    });
  }
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return fail(`${host} could not be reached (${code})`, {
      hint: 'Check the path to that host, firewalls, and whether a proxy is needed.',
    });
  }
  return fail(`the connection to ${host} broke (${code || message})`, {
    hint: 'Try again; if it lasts, look for a firewall or proxy that ends connections.',
    again: progress.connected ? 'always' : 'briefly',
  });
}

interface Envelope {
  code?: string | undefined;
  message?: string | undefined;
  target?: string | undefined;
}

/** Reads `{error: {code, message, target}}`: https://learn.microsoft.com/defender-endpoint/api/common-errors */
function readEnvelope(body: string): Envelope {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    if (typeof error !== 'object' || error === null) return { message: typeof error === 'string' ? error : undefined };
    const text = (key: string) => {
      const value = (error as Record<string, unknown>)[key];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    return { code: text('code'), message: text('message'), target: text('target') };
  } catch {
    return {};
  }
}

/** 403s that are no matter of permissions: https://learn.microsoft.com/defender-endpoint/api/common-errors */
const refusals = new Set(['DisabledFeature', 'DisallowedOperation']);

const rejected = (hint: string): Pick<Classified, 'code' | 'hint'> => ({ code: 'rejected', hint });

interface Classified {
  code: SoarError['code'];
  hint: string;
  taken?: 'no' | 'maybe';
  again?: 'always';
}

function kindOf(status: number, code: string | undefined): Classified {
  if (status < 400) return { code: 'unexpected_response', hint: 'Check apiUrl: the API does not redirect.' };
  if (status === 401)
    return {
      code: 'authentication_failed',
      hint: 'Check tokenResource and that apiUrl belongs to the cloud of the tenant.',
    };
  if (status === 403) {
    if (code !== undefined && refusals.has(code))
      return rejected('The tenant or its settings do not allow this; see the message.');
    return { code: 'permission_denied', hint: 'Grant the application the permission of this call and consent to it.' };
  }
  if (status === 404)
    return { code: 'not_found', hint: 'Check the id; it may belong to another tenant or have aged out.' };
  if (status === 408) return { code: 'timed_out', hint: 'Try again later.', taken: 'maybe', again: 'always' };
  if (status === 429)
    return { code: 'rate_limited', hint: 'Try again after the wait, or spread the calls.', again: 'always' };
  if (status >= 500)
    return {
      code: 'unavailable',
      hint: 'Try again later; look at the service health of Defender.',
      taken: 'maybe',
      again: 'always',
    };
  return rejected("Correct the call as Defender's message says.");
}

/** A status that is no success as an error; Defender's own code and message are kept. */
export function statusError(attempted: string, response: WireResponse<string>, now: number): SoarError {
  const { status, headers, body } = response;
  const envelope = readEnvelope(body);
  const { code, hint, taken = 'no', again = 'never' } = kindOf(status, envelope.code);
  // What is no envelope is still evidence: a gateway's page, a proxy's notice.
  const said = envelope.message ?? body.replace(/\s+/g, ' ').trim().slice(0, 300);
  const name = envelope.code === undefined ? '' : ` ${envelope.code}`;
  return new SoarError(code, `${attempted} was answered ${status}${name}${said === '' ? '' : `: ${said}`}`, {
    hint,
    status,
    defenderCode: envelope.code,
    requestId: requestIdOf(headers) ?? envelope.target,
    retryAfterSeconds: again === 'always' ? retryAfterSeconds(headers['retry-after'], now) : undefined,
    taken,
    again,
  });
}

/** The id under which Microsoft's support finds a request. */
export const requestIdOf = (headers: Record<string, string>): string | undefined =>
  headers['x-ms-request-id'] ?? headers['request-id'] ?? headers['x-ms-correlation-request-id'];

/** An answer that a success must not look like. */
export const unexpected = (attempted: string, what: string, fields: ErrorFields = {}): SoarError =>
  new SoarError('unexpected_response', `${attempted} was answered with ${what}`, {
    hint: 'Check that apiUrl is an API host and that no proxy answers in its place.',
    taken: 'maybe',
    again: 'never',
    ...fields,
  });
