import { type ErrorCode, type ErrorFields, SoarError } from '../errors.ts';
import { retryAfterSeconds } from './retry.ts';
import type { Progress, WireResponse } from './transport.ts';

const untrusted = /CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY/;
const unresolved = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** The fault of a connection as an error that says what was in the way, and whether the request can have been taken. */
export function networkFailure(thrown: unknown, progress: Progress, url: string): SoarError {
  // Until the tunnel stands, whatever fails is the proxy's.
  const viaProxy = progress.proxy !== undefined && !progress.tunnel && !progress.connected;
  const host = viaProxy ? `the proxy ${progress.proxy}` : new URL(url).host;
  const look = viaProxy
    ? 'Check proxyUrl or HTTPS_PROXY'
    : 'Check the path to that host, firewalls, and whether a proxy is needed';
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
    return fail(`${host} refused a connection to ${new URL(url).host} with status ${progress.proxyStatus}`, {
      hint: 'Check proxyUrl or HTTPS_PROXY, its user name and password, and that the proxy lets this host through.',
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
    return fail(`the name of ${host} could not be resolved (${code})`, { hint: `${look}, the spelling, and DNS.` });
  }
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return fail(`${host} could not be reached (${code})`, { hint: `${look}.` });
  }
  return fail(`the connection to ${host} broke (${code || message})`, {
    hint: `Try again; if it lasts, look for a firewall that ends connections. ${look}.`,
    again: progress.connected ? 'always' : 'briefly',
  });
}

/** What a refusal says of itself. */
interface Envelope {
  code?: string | undefined;
  message?: string | undefined;
  target?: string | undefined;
}

/**
 * Reads `{error: {code, message, target}}` (https://learn.microsoft.com/defender-endpoint/api/common-errors), or Graph's,
 * which keeps the request's id in `innerError`, spelt in two ways (https://learn.microsoft.com/graph/errors).
 */
function readEnvelope(body: string): Envelope | undefined {
  if (body.trim() === '') return {};
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    if (typeof error === 'string') return { message: error };
    if (typeof error !== 'object' || error === null) return undefined;
    const read = (object: object, key: string) => {
      const value = (object as Record<string, unknown>)[key];
      return typeof value === 'string' && value !== '' ? value : undefined;
    };
    const { innerError, innererror } = error as { innerError?: unknown; innererror?: unknown };
    const target = read(error, 'target') ?? read(Object(innerError ?? innererror), 'request-id');
    return { code: read(error, 'code'), message: read(error, 'message'), target };
  } catch {
    return undefined;
  }
}

/** A refusal as the rows below tell it apart. */
interface Refusal {
  status: number;
  envelope: Envelope | undefined;
}

/** What a status that is no success means. */
interface Meaning extends Required<Pick<ErrorFields, 'taken' | 'again'>> {
  fits: (refusal: Refusal) => boolean;
  code: ErrorCode;
  hint: string;
}

/** 403s that are no matter of permissions: https://learn.microsoft.com/defender-endpoint/api/common-errors */
const disallowed = ['DisabledFeature', 'DisallowedOperation'];

/**
 * The first row that fits decides. `taken: 'no'` is a proof that the service did not act: a refusal says so itself, a
 * redirect names another place. Everything from 500 on, and 408, may come from something between us and the service,
 * after it has acted.
 */
const meanings: Meaning[] = [
  {
    fits: ({ status }) => status < 400,
    code: 'unexpected_response',
    hint: 'Check apiUrl: the API does not redirect.',
    taken: 'no',
    again: 'never',
  },
  {
    fits: ({ status }) => status === 401,
    code: 'authentication_failed',
    hint: 'Check tokenResource and that apiUrl belongs to the cloud of the tenant.',
    taken: 'no',
    again: 'never',
  },
  {
    fits: ({ status, envelope }) => status === 403 && disallowed.includes(envelope?.code ?? ''),
    code: 'rejected',
    hint: 'The tenant or its settings do not allow this; see the message.',
    taken: 'no',
    again: 'never',
  },
  {
    fits: ({ status }) => status === 403,
    code: 'permission_denied',
    hint: 'The token lacks no permission that is always needed here: check tokenResource (Defender answers 403 to a token for another resource) and the device groups that the application may see.',
    taken: 'no',
    again: 'never',
  },
  {
    // Some gateway's page, which says nothing about what was asked for.
    fits: ({ status, envelope }) => status === 404 && envelope === undefined,
    code: 'unexpected_response',
    hint: 'Check that apiUrl is an API host and that no proxy answers in its place.',
    taken: 'no',
    again: 'never',
  },
  {
    fits: ({ status }) => status === 404,
    code: 'not_found',
    hint: 'Check the id; it may belong to another tenant or have aged out.',
    taken: 'no',
    again: 'never',
  },
  {
    fits: ({ status }) => status === 408,
    code: 'timed_out',
    hint: 'Try again later.',
    taken: 'maybe',
    again: 'always',
  },
  {
    fits: ({ status }) => status === 429,
    code: 'rate_limited',
    hint: 'Try again after the wait, or spread the calls.',
    taken: 'no',
    again: 'always',
  },
  {
    fits: ({ status }) => status >= 500,
    code: 'unavailable',
    hint: 'Try again later; look at the service health of Defender.',
    taken: 'maybe',
    again: 'always',
  },
  {
    fits: () => true,
    code: 'rejected',
    hint: "Correct the call as Defender's message says.",
    taken: 'no',
    again: 'never',
  },
];

/** A status that is no success as an error; Defender's own code and message are kept. */
export function statusError(attempted: string, response: WireResponse<string>, now: number): SoarError {
  const { status, headers, body } = response;
  const envelope = readEnvelope(body);
  const meaning = meanings.find(({ fits }) => fits({ status, envelope })) as Meaning;
  const { code, hint, taken, again } = meaning;
  // What is no envelope is still evidence: a gateway's page, a proxy's notice. It is shortened once secrets are out of it.
  const evidence = envelope?.code === undefined ? body.replace(/\s+/g, ' ').trim() : '';
  const said = envelope?.message ?? evidence;
  const name = envelope?.code === undefined ? '' : ` ${envelope.code}`;
  return new SoarError(code, `${attempted} was answered ${status}${name}${said === '' ? '' : `: ${said}`}`, {
    hint,
    status,
    defenderCode: envelope?.code,
    requestId: requestIdOf(headers) ?? envelope?.target,
    retryAfterSeconds: again === 'always' ? retryAfterSeconds(headers, now) : undefined,
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
