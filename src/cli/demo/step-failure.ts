/** A step of the demo that did not end as it had to; the message says how, in one line. */
export class StepFailure extends Error {
  override name = 'StepFailure';

  constructor(message: string) {
    super(message.replace(/\s+/g, ' '));
  }
}
