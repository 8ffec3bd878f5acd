import { cursorFaults } from '../src/defender/cursor.ts';
import { defineAction } from '../src/runner/define-action.ts';

/** Gives remediation activities that are new since the run whose last object's `cursor` is handed back, each once. */
export default defineAction(
  'poll-new-remediation-activities',
  ({ params, defender }) => defender.pollNewRemediationActivities(params),
  { check: ({ cursor }, now) => cursorFaults('remediations', cursor, now) },
);
