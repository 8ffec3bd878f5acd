import type { Clock, Deadline } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RunProgress } from '../progress.ts';
import type { Redactor } from '../redactor.ts';
import type { Outgoing } from './call.ts';
import type { Pace } from './limits.ts';
import type { ServiceClock } from './service-clock.ts';

/** What the attempts of one run share. */
export interface RunContext {
  pace: Pace;
  clock: Clock;
  /** Ends what these attempts do: requests, waits and retries. */
  signal: AbortSignal;
  log: Log;
  redactor: Redactor;
  progress: RunProgress;
}

/** What the attempts of one call share. */
export interface AttemptContext extends RunContext {
  deadline: Deadline;
  serviceClock: ServiceClock;
}

/** One attempt of a call, as it goes through the steps. A class, because axios copies plain objects in its configuration. */
export class Attempt {
  readonly call: Outgoing;
  /** Access token. */
  readonly token: string;
  readonly context: AttemptContext;
  /** When it was sent, by our clock; undefined until then. */
  sentAt: number | undefined;
  /** Milliseconds from sending to the last byte. */
  tookMs = 0;
  /** Time of the answer by the service's clock, in milliseconds since 1970; undefined if it has none. */
  date: number | undefined;

  constructor(call: Outgoing, token: string, context: AttemptContext) {
    this.call = call;
    this.token = token;
    this.context = context;
  }
}
