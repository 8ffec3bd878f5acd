import { defineAction } from '../src/catalogue/define-action.ts';
import { pollNewAlerts } from '../src/defender/alerts/read.ts';

export default defineAction('poll-new-alerts', ({ params, defender }) => pollNewAlerts(defender, params));
