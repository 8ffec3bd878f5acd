import { SoarError, toSoarError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { TokenSource } from './auth.ts';
import { requestIdOf, statusError, unexpected } from './classify.ts';
import type { Clock, Deadline } from './clock.ts';
import type { Pace } from './limits.ts';
import { repeat } from './retry.ts';
import type { Transport } from './transport.ts';

/** One call of the API. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `{name}` for each of `values`: the kind of call that limits count. */
  path: string;
  values?: Record<string, string>;
  /** Query, encoded, without the question mark. */
  query?: string | undefined;
  /** A whole address instead of path and query: the next page, as the service named it. */
  url?: string | undefined;
  body?: Record<string, unknown>;
  /** Longest time for one attempt in seconds; 30 where left out. */
  attemptSeconds?: number;
  /** Reads the body; `JSON.parse` where left out. */
  parse?: (text: string) => unknown;
}

/** A success: the body as an object (empty for 204), and what surrounded it. */
export interface Answer {
  json: Record<string, unknown>;
  status: number;
  headers: Record<string, string>;
  /** Milliseconds from sending to the last byte. */
  tookMs: number;
}

/** What has become of the write of this run, for an ending that comes from outside. */
export interface WriteProgress {
  outcome: 'not_sent' | 'accepted' | 'unknown';
  machineActionId?: string;
}

/** What the calls of one run share. */
export interface HttpContext {
  apiOrigin: string;
  transport: Transport;
  tokens: TokenSource;
  pace: Pace;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  progress: WriteProgress;
}

/** Calls Defender within a deadline. Every method throws `SoarError`. */
export interface Http {
  /** A call that changes nothing: repeated on 408, 429, 5xx and network faults until the deadline. */
  read(call: Call): Promise<Answer>;
  /**
   * A call that changes something: repeated only while it was provably not taken. An error whose `taken` is `maybe` says
   * nothing about what became of it: `write` in defender/reconcile.ts reads back what it made.
   */
  write(call: Call): Promise<Answer>;
  /** A moment of our clock on Defender's, in milliseconds since 1970; undefined while no answer has told its clock. */
  serverTime(local: number): number | undefined;
  /** The same client with another deadline. */
  within(deadline: Deadline): Http;
  /** Full address of a call. */
  urlOf(call: Call): string;
}

/** Seconds one attempt may take: contract section 4. */
const attemptSeconds = 30;

type Outgoing = Call & { write: boolean };
type Send = (call: Outgoing) => Promise<Answer>;

/** A path template with its values, each encoded as one segment. */
export const fillPath = (path: string, values: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '').replaceAll('%3A', ':'));

/** A call as errors and logs name it. */
export const nameOf = ({ method, path, values }: Call): string => `${method} ${fillPath(path, values)}`;

const tooLate = (call: Call): SoarError =>
  new SoarError('timed_out', `the deadline was over before ${nameOf(call)} was sent`, {
    hint: 'Nothing was sent by it. Raise timeoutSeconds, or try again.',
    taken: 'no',
    again: 'never',
  });

/** An HTTP client: each call passes retry, authorisation, pace and deadline, in this order, then goes out. */
export function createHttp(context: HttpContext, deadline: Deadline, shared: { skewMs?: number } = {}): Http {
  const { apiOrigin, transport, tokens, pace, clock, signal, log, progress } = context;

  const urlOf = ({ path, values, query, url }: Call) =>
    url ?? `${apiOrigin}${fillPath(path, values)}${query ? `?${query}` : ''}`;

  /** One attempt: sends, and turns everything but a documented success into an error. */
  async function attempt(call: Outgoing, token: string): Promise<Answer> {
    const started = clock.now();
    const limit = (call.attemptSeconds ?? attemptSeconds) * 1000;
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const response = await transport.send({
      method: call.method,
      url: urlOf(call),
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body,
      timeoutMs: Math.max(1, Math.min(limit, deadline.remaining())),
      signal,
    });
    const tookMs = clock.now() - started;
    const { status, headers } = response;
    const date = Date.parse(headers.date ?? '');
    // The answer was dated somewhere between sending and now; `Date` has whole seconds.
    if (!Number.isNaN(date)) shared.skewMs = date - (started + tookMs / 2);
    log.debug('call', { call: nameOf(call), status, tookMs, requestId: requestIdOf(headers) });
    if (status < 200 || status > 299) throw statusError(nameOf(call), response, clock.now());
    return { json: status === 204 ? {} : readObject(call, response.body, status), status, headers, tookMs };
  }

  function readObject(call: Call, text: string, status: number): Record<string, unknown> {
    let json: unknown;
    try {
      json = (call.parse ?? JSON.parse)(text);
    } catch (cause) {
      throw unexpected(nameOf(call), `${status} and a body that is no JSON`, { status, cause });
    }
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
      const { '@odata.context': _context, ...entity } = json as Record<string, unknown>;
      return entity;
    }
    throw unexpected(nameOf(call), `${status} and JSON that is no object`, { status });
  }

  const paced: (token: string) => Send = (token) => async (call) => {
    await pace.wait(call.method, call.path, deadline, signal);
    // With no time left to hear the answer, sending would only make the outcome unknown.
    if (deadline.remaining() === 0) throw tooLate(call);
    if (call.write) progress.outcome = 'unknown';
    try {
      return await attempt(call, token);
    } catch (error) {
      if (call.write && toSoarError(error).fields.taken === 'no') progress.outcome = 'not_sent';
      throw error;
    }
  };

  /** A token that Defender refuses is dropped; a fresh one is tried once, since a grant may be newer than the old one. */
  const authorized: (send: (token: string) => Send) => Send = (send) => async (call) => {
    const token = await tokens.get(deadline);
    try {
      return await send(token.value)(call);
    } catch (error) {
      const { status } = toSoarError(error).fields;
      if (status !== 401 && !(status === 403 && token.cached)) throw error;
      log.info('token_dropped', { status });
      const fresh = await tokens.renew(deadline);
      return send(fresh.value)(call);
    }
  };

  const send = authorized(paced);
  const retried = (call: Call, write: boolean) =>
    repeat(() => send({ ...call, write }), write, { clock, deadline, signal, log });

  return {
    urlOf,
    within: (other) => createHttp(context, other, shared),
    read: (call) => retried(call, false),
    async write(call) {
      const answer = await retried(call, true);
      progress.outcome = 'accepted';
      return answer;
    },
    serverTime: (local) => (shared.skewMs === undefined ? undefined : local + shared.skewMs),
  };
}
