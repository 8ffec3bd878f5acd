import { defineAction } from '../src/catalogue/define-action.ts';
import { listAlerts } from '../src/defender/alerts/read.ts';

export default defineAction('list-alerts', ({ params, defender }) => listAlerts(defender, params));
