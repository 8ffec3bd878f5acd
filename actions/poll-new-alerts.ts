import { defineAction } from '../src/catalogue/define-action.ts';
import { pollNewAlerts } from '../src/defender/alerts/read.ts';

/**
 * Gives alerts that are new since the run whose last object's `cursor` is handed back: each once, none left out, though
 * Defender may show one up to ten minutes after its creation.
 */
export default defineAction('poll-new-alerts', ({ params, defender }) => pollNewAlerts(defender, params));
