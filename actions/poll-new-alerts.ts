import { defineAction } from '../src/catalogue/define-action.ts';
import { cursorFaults } from '../src/defender/api/cursor.ts';

/**
 * Gives alerts that are new since the run whose last object's `cursor` is handed back: each once, none left out, though
 * Defender may show one up to ten minutes after its creation.
 */
export default defineAction('poll-new-alerts', ({ params, defender }) => defender.pollNewAlerts(params), {
  check: ({ cursor }, now) => cursorFaults('alerts', cursor, now),
});
