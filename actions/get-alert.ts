import { defineAction } from '../src/catalogue/define-action.ts';
import { getAlert } from '../src/defender/alerts/read.ts';

export default defineAction('get-alert', ({ params, defender }) => getAlert(defender, params.alertId));
