import type { Clock, Deadline } from '../clock.ts';
import { SoarError, toSoarError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { WriteProgress } from '../progress.ts';
import type { Redactor } from '../redactor.ts';
import { bodyText, readObject, wholeOf } from './body.ts';
import { requestIdOf, statusError } from './classify.ts';
import { httpDate } from './http-date.ts';
import type { Pace } from './limits.ts';
import { repeat } from './retry.ts';
import type { Transport } from './transport.ts';
import type { TokenSource, WireRequest } from './wire.ts';

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
  /** Media type of the body; `application/json` where left out. */
  contentType?: string;
  /** Longest time for one attempt in seconds; 30 where left out. */
  attemptSeconds?: number;
  /** Largest answer that is read, in bytes; that of an entity if left out. */
  mostBytes?: number;
  /** Reads the body, as JSON where left out. Throws for what it cannot read. */
  parse?: (body: Buffer) => unknown;
  /** Says what an attempt's failure means for this kind of call, before the retry decides. */
  explain?: (error: SoarError, failure: Failure) => SoarError;
}

/** A call that changes something. */
export interface WriteCall extends Call {
  /** The action that shows what became of it. */
  followUp: string;
}

/** What surrounded a failed attempt. */
export interface Failure {
  /** Milliseconds from sending to the failure. */
  tookMs: number;
  /** The service's clock at that moment, else ours, in milliseconds since 1970. */
  now: number;
}

/** What surrounded a success. */
interface Success {
  status: number;
  /** Time of the answer by the service's clock, in milliseconds since 1970; undefined if it has none. */
  date: number | undefined;
  /** Milliseconds from sending to the last byte. */
  tookMs: number;
}

/** A success: the body as an object (empty for 204), and what surrounded it. */
export interface Answer extends Success {
  json: Record<string, unknown>;
}

/** A success whose body was not read yet. */
export interface RawAnswer extends Success {
  /** The body in chunks; gzipped where `readRaw` gave it. */
  chunks: Buffer[];
}

/** What the calls of one run share. */
export interface HttpContext {
  apiOrigin: string;
  transport: Transport;
  tokens: TokenSource;
  pace: Pace;
  clock: Clock;
  /** Ends what these calls do: requests, waits and retries. */
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
  progress: WriteProgress;
}

/** Calls Defender within a deadline. Every method throws `SoarError`. */
export interface Http {
  /** A call that changes nothing: repeated on 408, 429, 5xx and network faults until the deadline. */
  read(call: Call): Promise<Answer>;
  /** The same, with the body held gzipped, for `gunzip`: for answers that are too large to be one object. */
  readRaw(call: Call): Promise<RawAnswer>;
  /**
   * A call that changes something: retried only if it was provably not delivered. Any other error after sending has
   * `delivered: 'maybe'`, and `write` in defender/writes/write.ts reads back what the call created.
   */
  write(call: WriteCall): Promise<Answer>;
  /** How far the service's clock is ahead of ours, in milliseconds; undefined until an answer has a date. */
  skewMs(): number | undefined;
  /** A moment of our clock on the service's, in milliseconds since 1970; undefined unless its clock is known and credible. */
  serverTime(local: number): number | undefined;
  /** Pauses the deadline while our own output is blocked; the returned function resumes it. */
  pause(): () => void;
  /** The same client with another deadline. */
  within(deadline: Deadline): Http;
  /** Full address of a call. */
  urlOf(call: Call): string;
}

/** Seconds one attempt may take: contract section 4. */
const attemptSeconds = 30;

/** The greatest difference from our clock at which the service's clock is trusted, in milliseconds. */
const credibleSkewMs = 3_600_000;

type Outgoing = { gzipped: boolean } & ((Call & { write: false }) | (WriteCall & { write: true }));
type Unsent = Omit<WireRequest, 'timeoutMs'>;
type Send<T> = (call: Outgoing) => Promise<T>;

/** A path template with its values, each encoded as one segment. */
export const fillPath = (path: string, values: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '').replaceAll('%3A', ':'));

/** A call as errors and logs name it. */
export const nameOf = ({ method, path, values }: Call): string => `${method} ${fillPath(path, values)}`;

const tooLate = (call: Call): SoarError =>
  new SoarError('timed_out', `the deadline was over before ${nameOf(call)} was sent`, {
    hint: 'Nothing was sent by it. Raise timeoutSeconds, or try again.',
    delivered: 'no',
    retry: 'never',
  });

/** An HTTP client: each call passes retry, authorisation, pace and deadline, in this order, then goes out. */
export function createHttp(context: HttpContext, deadline: Deadline, shared: { skewMs?: number } = {}): Http {
  const { apiOrigin, transport, tokens, pace, clock, signal, log, redactor, progress } = context;
  const { clean } = redactor;

  const urlOf = ({ path, values, query, url }: Call) =>
    url ?? `${apiOrigin}${fillPath(path, values)}${query ? `?${query}` : ''}`;

  /** The service's clock at a moment of ours, if the two are close enough to be trusted. */
  const serverTime = (local: number): number | undefined =>
    shared.skewMs !== undefined && Math.abs(shared.skewMs) <= credibleSkewMs ? local + shared.skewMs : undefined;

  function wireOf(call: Outgoing, token: string) {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const type = body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' };
    const headers = { authorization: `Bearer ${token}`, ...type };
    return { method: call.method, url: urlOf(call), headers, body, mostBytes: call.mostBytes };
  }

  /** One attempt: sends, and turns everything but a documented success into an error. */
  async function attempt(call: Outgoing, wire: Unsent): Promise<RawAnswer> {
    const started = clock.now();
    const timeoutMs = Math.max(1, Math.min((call.attemptSeconds ?? attemptSeconds) * 1000, deadline.remaining()));
    const response = await transport.collect({ ...wire, timeoutMs, signal }, call.gzipped);
    const tookMs = clock.now() - started;
    const { status, headers, body: chunks } = response;
    const date = httpDate(headers.date);
    // The answer was dated somewhere between sending and now; `Date` has whole seconds.
    if (date !== undefined) shared.skewMs = date - (started + tookMs / 2);
    log.debug('call', { call: nameOf(call), status, tookMs, requestId: requestIdOf(headers) });
    if (status < 200 || status > 299)
      throw statusError(nameOf(call), { status, headers, body: bodyText(chunks) }, { now: clock.now(), clean });
    return { chunks, status, date, tookMs };
  }

  /** Runs one attempt and lets the call explain its failure. */
  const explained = async (call: Outgoing, wire: Unsent): Promise<RawAnswer> => {
    const started = clock.now();
    try {
      return await attempt(call, wire);
    } catch (error) {
      const now = clock.now();
      const failure = { tookMs: now - started, now: serverTime(now) ?? now };
      throw call.explain?.(toSoarError(error), failure) ?? error;
    }
  };

  const readAnswer = (call: Call, { chunks, ...success }: RawAnswer): Answer => ({
    ...success,
    json: readObject(nameOf(call), success.status, wholeOf(chunks), call.parse),
  });

  const paced =
    <T>(token: string, finish: (call: Call, answer: RawAnswer) => T): Send<T> =>
    async (call) => {
      await pace.wait(call.method, call.path, deadline, signal);
      // With no time left to hear the answer, sending would only make the outcome unknown.
      if (deadline.remaining() === 0) throw tooLate(call);
      const wire = wireOf(call, token);
      if (call.write) progress.sent(call.followUp);
      try {
        return finish(call, await explained(call, wire));
      } catch (thrown) {
        const error = toSoarError(thrown);
        if (call.write && error.fields.delivered === 'no') progress.notSent();
        throw error.fields.delivered === undefined ? error.with({ delivered: 'maybe' }) : error;
      }
    };

  /** A token that Defender refuses is dropped; a fresh one is tried once, since a grant may be newer than the old one. */
  const authorized =
    <T>(send: (token: string) => Send<T>): Send<T> =>
    async (call) => {
      const token = await tokens.get(deadline, signal);
      try {
        return await send(token.value)(call);
      } catch (error) {
        const { status } = toSoarError(error).fields;
        if (status !== 401 && !(status === 403 && token.cached)) throw error;
        log.info('token_dropped', { status });
        const fresh = await tokens.renew(deadline, signal);
        return send(fresh.value)(call);
      }
    };

  /** A call that is repeated as its kind allows; `finish` makes of the body what the caller wants. */
  function retried<T>(outgoing: Outgoing, finish: (call: Call, answer: RawAnswer) => T): Promise<T> {
    const send = authorized((token) => paced(token, finish));
    return repeat(() => send(outgoing), outgoing.write, { clock, deadline, signal, log });
  }

  return {
    urlOf,
    within: (other) => createHttp(context, other, shared),
    read: (call) => retried({ ...call, write: false, gzipped: false }, readAnswer),
    readRaw: (call) => retried({ ...call, write: false, gzipped: true }, (_call, answer) => answer),
    async write(call) {
      const answer = await retried({ ...call, write: true, gzipped: false }, readAnswer);
      progress.accepted();
      return answer;
    },
    skewMs: () => shared.skewMs,
    serverTime,
    pause() {
      const began = clock.now();
      return () => deadline.extend?.(clock.now() - began);
    },
  };
}
