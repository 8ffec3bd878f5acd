/** Id of what a write started, by its name in an error's `details`. */
export type Started = { machineActionId: string } | { investigationId: string };

/** What became of the write of one run. */
export interface WriteState {
  outcome: 'not_sent' | 'unknown' | 'accepted';
  /** Id of the action that shows what became of the write. */
  followUp?: string | undefined;
  started?: Started | undefined;
}

/** Follows the write of one run, for an ending that comes from outside, such as a signal. */
export class WriteProgress implements WriteState {
  outcome: WriteState['outcome'] = 'not_sent';
  followUp: string | undefined;
  started: Started | undefined;
  readonly #onChange: ((state: WriteState) => void) | undefined;

  /** @param onChange called after each step with a copy of the state */
  constructor(onChange?: (state: WriteState) => void) {
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

  #report(): void {
    const { outcome, followUp, started } = this;
    try {
      this.#onChange?.({ outcome, followUp, started });
    } catch {
      // A listener that fails must not change what becomes of the write.
    }
  }
}
