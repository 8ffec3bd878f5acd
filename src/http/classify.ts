import { type ErrorFields, SoarError } from '../errors.ts';
import type { Redactor } from '../redactor.ts';
import { type Envelope, excerptOf, kindOf, readEntraRefusal, readEnvelope } from './envelope.ts';
import { type Meaning, meaningOf } from './meanings.ts';
import { retryAfterSeconds } from './retry.ts';
import type { Progress, WireResponse } from './wire.ts';

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
  const delivered = progress.connected ? 'maybe' : 'no';
  const fail = (text: string, fields: ErrorFields) =>
    new SoarError('network_failed', text, { delivered, retry: 'limited', cause: thrown, ...fields });
  if (progress.timedOut) {
    return new SoarError('timed_out', `${host} did not answer in time`, {
      hint: 'Try again; if it lasts, check the path to that host and raise timeoutSeconds.',
      delivered,
      retry: 'always',
      cause: thrown,
    });
  }
  if (progress.proxyStatus !== undefined) {
    const refused = progress.proxyStatus < 500;
    return fail(`${host} refused a connection to ${new URL(url).host} with status ${progress.proxyStatus}`, {
      hint: 'Check proxyUrl or HTTPS_PROXY, its user name and password, and that the proxy lets this host through.',
      delivered: 'no',
      retry: refused ? 'never' : 'limited',
    });
  }
  const certificate = meaningOf({ code });
  if (certificate !== undefined) {
    const { hint, retry } = certificate;
    return fail(`the certificate of ${host} is not trusted (${code})`, { hint, delivered: 'no', retry });
  }
  if (unresolved.has(code)) {
    return fail(`the name of ${host} could not be resolved (${code})`, { hint: `${look}, the spelling, and DNS.` });
  }
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return fail(`${host} could not be reached (${code})`, { hint: `${look}.` });
  }
  return fail(`the connection to ${host} broke (${code || message})`, {
    hint: `Try again; if it lasts, look for a firewall that ends connections. ${look}.`,
    retry: progress.connected ? 'always' : 'limited',
  });
}

/** What is needed to read a refusal. */
export interface Reading {
  now: number;
  /** Removes secrets: a body may repeat what was sent. */
  clean: Redactor['clean'];
}

function refused(
  message: string,
  meaning: Meaning,
  { status, headers }: WireResponse<string>,
  said: Envelope | undefined,
  now: number,
): SoarError {
  const { is, hint, delivered, retry, certain } = meaning;
  return new SoarError(is, message, {
    hint,
    status,
    defenderCode: said?.code,
    requestId: requestIdOf(headers) ?? said?.id,
    retryAfterSeconds: retry === 'always' ? retryAfterSeconds(headers, now) : undefined,
    delivered,
    retry,
    certain,
  });
}

/** The error for a status that is not a success; Defender's own code and message are kept. */
export function statusError(operation: string, response: WireResponse<string>, { now, clean }: Reading): SoarError {
  const { status, body } = response;
  const said = readEnvelope(body);
  const { code, message } = said ?? {};
  const meaning = meaningOf({ status, code, message, foreign: said === undefined }) as Meaning;
  const named = [status, code].filter((part) => part !== undefined).join(' ');
  const text = said === undefined ? ` with ${excerptOf(response, clean)}` : message === undefined ? '' : `: ${message}`;
  return refused(`${operation} returned ${named}${text}`, meaning, response, said, now);
}

/** The error for a sign-in that brought no token; Entra's own number and message are kept. */
export function signInError(operation: string, response: WireResponse<string>, { now, clean }: Reading): SoarError {
  const { status, body } = response;
  const said = readEntraRefusal(body);
  const foreign = said === undefined;
  const meaning = meaningOf({ status, code: said?.code, message: said?.message, foreign, signIn: true }) as Meaning;
  if (foreign) {
    const what = `${status} with ${kindOf(response, clean)}`;
    return refused(`${operation} returned ${what}`, meaning, response, said, now);
  }
  const error = refused(`Entra ID refused the sign-in: ${said.message}`, meaning, response, said, now);
  // A status comes from Defender or Graph; without one, the sign-in was refused.
  return error.with({ status: undefined });
}

/** The id under which Microsoft's support finds a request; text that is not an id comes from something else. */
export const requestIdOf = (headers: Record<string, string>): string | undefined =>
  ['x-ms-request-id', 'request-id', 'x-ms-correlation-request-id']
    .map((name) => headers[name] ?? '')
    .find((id) => /^[\w.:-]{1,100}$/.test(id));

/** An answer that a success must not look like. */
export const unexpected = (operation: string, what: string, fields: ErrorFields = {}): SoarError =>
  new SoarError('unexpected_response', `${operation} returned ${what}`, {
    hint: 'Check that apiUrl is an API host and that no proxy answers in its place.',
    delivered: 'maybe',
    retry: 'never',
    ...fields,
  });
