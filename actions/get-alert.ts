import { defineAction } from '../src/catalogue/define-action.ts';
import { getAlert } from '../src/defender/alerts/read.ts';

/** Reads one alert: what was seen on which machine, how grave it is, and how far its handling is. */
export default defineAction('get-alert', ({ params, defender }) => getAlert(defender, params.alertId));
