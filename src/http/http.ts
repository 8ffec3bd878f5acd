import type { AxiosRequestConfig } from 'axios';
import type { Deadline } from '../clock.ts';
import { toSoarError } from '../errors.ts';
import { Attempt, type RunContext } from './attempt.ts';
import { readObject, wholeOf } from './body.ts';
import { type Answer, type Call, fillPath, nameOf, type Outgoing, type RawAnswer, type WriteCall } from './call.ts';
import { repeat } from './retry.ts';
import { ServiceClock } from './service-clock.ts';
import type { Transport } from './transport.ts';
import type { TokenSource } from './wire.ts';

/** What the calls of one run share. */
export interface HttpContext extends RunContext {
  apiOrigin: string;
  transport: Transport;
  tokens: TokenSource;
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

/** Reads the body of a success; what cannot be read throws. */
type Finish<T> = (call: Call, answer: RawAnswer) => T;

const readAnswer: Finish<Answer> = (call, { chunks, ...success }) => ({
  ...success,
  json: readObject(nameOf(call), success.status, wholeOf(chunks), call.parse),
});

/**
 * Creates an HTTP client for one API. A call is retried as its kind allows; each attempt gets a token, then passes the steps
 * of `steps.ts` and the adapter.
 */
export function createHttp(context: HttpContext, deadline: Deadline, serviceClock = new ServiceClock()): Http {
  const { apiOrigin, transport, tokens, clock, signal, log, progress } = context;
  const { axios } = transport;

  const addressOf = ({ path, values, query, url }: Call): AxiosRequestConfig =>
    url === undefined ? { baseURL: apiOrigin, url: fillPath(path, values), ...(query && { params: query }) } : { url };

  /** Sends once, and lets the call explain its failure. */
  async function sendOnce(attempt: Attempt): Promise<RawAnswer> {
    const { call } = attempt;
    try {
      const { data, status } = await axios.request<Buffer[]>({
        ...addressOf(call),
        method: call.method,
        headers: { 'accept-encoding': 'gzip', ...(call.contentType && { 'content-type': call.contentType }) },
        data: call.body,
        ...(call.mostBytes !== undefined && { maxContentLength: call.mostBytes }),
        gzipped: call.gzipped,
        endedBy: signal,
        attempt,
      });
      return { chunks: data, status, date: attempt.date, tookMs: attempt.tookMs };
    } catch (error) {
      if (attempt.sentAt === undefined || call.explain === undefined) throw error;
      const now = clock.now();
      const failure = { tookMs: now - attempt.sentAt, now: serviceClock.timeAt(now) ?? now };
      throw call.explain(toSoarError(error), failure);
    }
  }

  /** One attempt: a failure after sending says whether Defender may have acted. */
  async function attemptOnce<T>(call: Outgoing, token: string, finish: Finish<T>): Promise<T> {
    const attempt = new Attempt(call, token, { ...context, deadline, serviceClock });
    try {
      return finish(call, await sendOnce(attempt));
    } catch (thrown) {
      if (attempt.sentAt === undefined) throw thrown;
      const error = toSoarError(thrown);
      if (call.write && error.fields.delivered === 'no') progress.notSent();
      throw error.fields.delivered === undefined ? error.with({ delivered: 'maybe' }) : error;
    }
  }

  /** A token that Defender refuses is dropped; a fresh one is tried once, since a grant may be newer than the old one. */
  async function authorized<T>(call: Outgoing, finish: Finish<T>): Promise<T> {
    const token = await tokens.get(deadline, signal);
    try {
      return await attemptOnce(call, token.value, finish);
    } catch (error) {
      const { status } = toSoarError(error).fields;
      if (status !== 401 && !(status === 403 && token.cached)) throw error;
      log.info('token_dropped', { status });
      const fresh = await tokens.renew(deadline, signal);
      return attemptOnce(call, fresh.value, finish);
    }
  }

  const retried = <T>(call: Outgoing, finish: Finish<T>): Promise<T> =>
    repeat(() => authorized(call, finish), call.write, { clock, deadline, signal, log, progress });

  return {
    urlOf: (call) => axios.getUri(addressOf(call)),
    within: (other) => createHttp(context, other, serviceClock),
    read: (call) => retried({ ...call, write: false, gzipped: false }, readAnswer),
    readRaw: (call) => retried({ ...call, write: false, gzipped: true }, (_call, answer) => answer),
    async write(call) {
      const answer = await retried({ ...call, write: true, gzipped: false }, readAnswer);
      progress.accepted();
      return answer;
    },
    skewMs: () => serviceClock.skewMs,
    serverTime: (moment) => serviceClock.timeAt(moment),
    pause() {
      const began = clock.now();
      return () => deadline.extend?.(clock.now() - began);
    },
  };
}
