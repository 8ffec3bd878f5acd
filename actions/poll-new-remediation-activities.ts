import { defineAction } from '../src/catalogue/define-action.ts';
import { cursorFaults } from '../src/defender/api/cursor.ts';

/** Gives remediation activities that are new since the run whose last object's `cursor` is handed back, each once. */
export default defineAction(
  'poll-new-remediation-activities',
  ({ params, defender }) => defender.pollNewRemediationActivities(params),
  { check: ({ cursor }, now) => cursorFaults('remediations', cursor, now) },
);
