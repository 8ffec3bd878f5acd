import { defineAction } from '../src/catalogue/define-action.ts';
import { listAlerts } from '../src/defender/alerts/read.ts';

/** Lists alerts within the tenant's retention period. Their `evidence` is empty unless `expandEvidence` asks for it. */
export default defineAction('list-alerts', ({ params, defender }) => listAlerts(defender, params));
