import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { SoarError } from '../errors.ts';
import type { Attempt } from './attempt.ts';
import { bodyText } from './body.ts';
import { nameOf } from './call.ts';
import { requestIdOf, statusError } from './classify.ts';
import { httpDate } from './http-date.ts';

type RequestStep = (attempt: Attempt, config: InternalAxiosRequestConfig) => void | Promise<void>;
type ResponseStep = (attempt: Attempt, response: AxiosResponse<Buffer[]>) => void;

/** Seconds one attempt may take: contract section 4. */
const attemptSeconds = 30;

/** Waits for our own pace, which keeps to the published limits. */
const waitForPace: RequestStep = ({ call, context }) => context.pace.wait(call.method, call.path, context);

/** Refuses to send with no time left to hear the answer: sending would only make the outcome unknown. */
const refuseLate: RequestStep = ({ call, context: { deadline } }) => {
  if (deadline.remaining() > 0) return;
  throw new SoarError('timed_out', `the deadline was over before ${nameOf(call)} was sent`, {
    hint: 'Nothing was sent by it. Raise timeoutSeconds, or try again.',
    delivered: 'no',
    retry: 'never',
  });
};

/** Adds the access token. */
const authorize: RequestStep = ({ token }, { headers }) => {
  headers.setAuthorization(`Bearer ${token}`);
};

/** Records that a write is about to be sent, and gives the attempt its time. */
const begin: RequestStep = (attempt, config) => {
  const { call, context } = attempt;
  if (call.write) context.progress.sent(call.followUp);
  attempt.sentAt = context.clock.now();
  config.timeout = Math.max(1, Math.min((call.attemptSeconds ?? attemptSeconds) * 1000, context.deadline.remaining()));
};

/** Notes how long the attempt took and the time of the service. */
const noteTime: ResponseStep = (attempt, { headers }) => {
  const { clock, serviceClock } = attempt.context;
  const sentAt = attempt.sentAt ?? clock.now();
  attempt.tookMs = clock.now() - sentAt;
  attempt.date = httpDate(headers.date);
  // The answer was dated between sending and now; `Date` has whole seconds.
  serviceClock.note(attempt.date, sentAt + attempt.tookMs / 2);
};

const logCall: ResponseStep = ({ call, tookMs, context: { log } }, { status, headers }) =>
  log.debug('call', { call: nameOf(call), status, tookMs, requestId: requestIdOf(headers as Record<string, string>) });

/** Turns everything but a success into an error. */
const refuseStatus: ResponseStep = ({ call, context: { clock, redactor } }, { status, headers, data }) => {
  if (status >= 200 && status <= 299) return;
  const refusal = { status, headers: headers as Record<string, string>, body: bodyText(data) };
  throw statusError(nameOf(call), refusal, { now: clock.now(), clean: redactor.clean });
};

const ofRequest = (step: RequestStep) => async (config: InternalAxiosRequestConfig) => {
  if (config.attempt !== undefined) await step(config.attempt, config);
  return config;
};

const ofResponse = (step: ResponseStep) => (response: AxiosResponse) => {
  const { attempt } = response.config;
  if (attempt !== undefined) step(attempt, response);
  return response;
};

/** What happens to an API call before it is sent, in this order; the retry is around it. */
export const requestSteps = [waitForPace, refuseLate, authorize, begin].map(ofRequest);

/** What happens to its answer, in this order. */
export const responseSteps = [noteTime, logCall, refuseStatus].map(ofResponse);
