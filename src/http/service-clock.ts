/** The greatest difference from our clock at which the service's clock is trusted, in milliseconds. */
const credibleSkewMs = 3_600_000;

/** What is known of the clock of a service, by the dates of its answers. */
export class ServiceClock {
  #skewMs: number | undefined;

  /** How far the clock is ahead of ours, in milliseconds; undefined until an answer has a date. */
  get skewMs(): number | undefined {
    return this.#skewMs;
  }

  /** Notes the date of an answer, in milliseconds since 1970, and the moment of our clock at which it was given. */
  note(date: number | undefined, moment: number): void {
    if (date !== undefined) this.#skewMs = date - moment;
  }

  /** A moment of our clock on the service's, in milliseconds since 1970; undefined unless its clock is known and credible. */
  timeAt(moment: number): number | undefined {
    return this.#skewMs !== undefined && Math.abs(this.#skewMs) <= credibleSkewMs ? moment + this.#skewMs : undefined;
  }
}
