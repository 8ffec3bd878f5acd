import type { Clock } from './clock.ts';

/** Id of what a write started, by its name in an error's `details`. */
export type Started = { machineActionId: string } | { investigationId: string };

/** What became of the write of one run. */
export interface WriteState {
  outcome: 'not_sent' | 'unknown' | 'accepted';
  /** Id of the action that shows what became of the write. */
  followUp?: string | undefined;
  started?: Started | undefined;
}

/** What a run waits for. */
export interface Waiting {
  /** Something that Defender runs; or a pause before the next request, and its reason. */
  for: 'machine action' | 'investigation' | 'package link' | 'rate limit' | 'retry' | 'read-back';
  /** Id of what Defender runs. */
  id?: string | undefined;
  /** Its last status, in Defender's words. */
  status?: string | null | undefined;
  /** When the wait began and when it ends at the latest, in milliseconds since 1970. */
  since: number;
  until: number;
}

/** How far a run is. */
export interface ProgressReport extends WriteState {
  /** Undefined if the run waits for nothing but the answer to a request. */
  waiting?: Waiting | undefined;
  /** Bytes of a package that were received so far, of how many. */
  downloaded?: { bytes: number; total: number | undefined } | undefined;
}

/** Follows one run: its write, for an ending that comes from outside, such as a signal, and what it waits for. */
export class RunProgress implements WriteState {
  outcome: WriteState['outcome'] = 'not_sent';
  followUp: string | undefined;
  started: Started | undefined;
  #awaited: Waiting | undefined;
  readonly #pauses = new Set<Waiting>();
  #downloaded: ProgressReport['downloaded'];
  readonly #onChange: ((report: ProgressReport) => void) | undefined;

  /** @param onChange called after each step with a copy of the state */
  constructor(onChange?: (report: ProgressReport) => void) {
    this.#onChange = onChange;
  }

  /** Records that a write is about to be sent: from now on Defender may have received it. */
  sent(followUp: string): void {
    this.outcome = 'unknown';
    this.followUp = followUp;
    this.#report();
  }

  /** Records that the write did not reach Defender, or that Defender refused it. */
  notSent(): void {
    this.outcome = 'not_sent';
    this.#report();
  }

  /** Records that the write may have reached Defender, after an answer that does not settle it. */
  unclear(): void {
    this.outcome = 'unknown';
    this.#report();
  }

  /** Records that Defender accepted the write, and what it started. */
  accepted(started?: Started): void {
    this.outcome = 'accepted';
    if (started !== undefined) this.started = started;
    this.#report();
  }

  /** Records what Defender runs and this run waits for; undefined if the wait is over. */
  awaits(waiting: Waiting | undefined): void {
    if (waiting === this.#awaited) return;
    this.#awaited = waiting;
    this.#report();
  }

  /** Sleeps so many milliseconds before the next request, and records why. */
  async pause(reason: Waiting['for'], ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
    const since = clock.now();
    const pause = { for: reason, since, until: since + ms };
    this.#pauses.add(pause);
    this.#report();
    try {
      await clock.sleep(ms, signal);
    } finally {
      this.#pauses.delete(pause);
      this.#report();
    }
  }

  /** Records how much of a package was received; undefined if the download is over. */
  received(downloaded: ProgressReport['downloaded']): void {
    this.#downloaded = downloaded;
    this.#report();
  }

  #report(): void {
    const { outcome, followUp, started } = this;
    // A pause while Defender runs something is what holds the run up.
    const waiting = [...this.#pauses].at(-1) ?? this.#awaited;
    try {
      this.#onChange?.({ outcome, followUp, started, waiting, downloaded: this.#downloaded });
    } catch {
      // A listener that fails must not change what becomes of the write.
    }
  }
}
