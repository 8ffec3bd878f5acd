import { type SoarError, toSoarError } from '../errors.ts';
import type { WriteState } from '../progress.ts';
import type { Redactor } from '../redactor.ts';

/** Says what became of a write, and what to do about it, when a run ends before its result is delivered. */
function outcomeHint({ outcome, followUp, started }: WriteState): string {
  if (outcome === 'not_sent') return 'Nothing was changed in Defender.';
  const read = started && ('investigationId' in started ? 'get-investigation' : 'get-machine-action-details');
  const action = read ?? followUp;
  const look = action === undefined ? 'look in the portal' : `look with ${action}, or in the portal`;
  return outcome === 'accepted'
    ? `Defender accepted the write: ${look}.`
    : `A write was under way: ${look}, before you send it again.`;
}

/**
 * Completes the error that ends a run: removes secrets, and adds what became of its write and what it started.
 * @param clean removes secrets from text
 */
export function endingOf(thrown: unknown, state: WriteState, clean: Redactor['clean']): SoarError {
  const { outcome, started } = state;
  const error = toSoarError(thrown).map(clean);
  if (error.code === 'cancelled' || error.code === 'internal') {
    const isHarmless = error.code === 'internal' && outcome === 'not_sent';
    const hint = isHarmless ? error.fields.hint : outcomeHint(state);
    return error.with({ hint, details: { outcome, ...started, ...error.fields.details } });
  }
  const isNamed = started === undefined || error.fields.details !== undefined;
  return isNamed ? error : error.with({ details: { ...started } });
}
