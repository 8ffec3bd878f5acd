import { indicatorFaults } from '../src/defender/indicator-rules.ts';
import { defineAction } from '../src/runner/define-action.ts';

/**
 * Creates an indicator, or updates the one of the same value and type. What Defender would refuse, or take and never
 * match, is refused before it is sent.
 */
export default defineAction(
  'submit-indicator',
  ({ params, defender }) => defender.submitIndicator(params),
  indicatorFaults,
);
