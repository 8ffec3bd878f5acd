import { defineAction } from '../src/catalogue/define-action.ts';
import { updateAlert } from '../src/defender/alerts/write.ts';

/** Changes status, owner or verdict of an alert, or adds a comment; of several alerts, named by `alertIds`, in one call. */
export default defineAction('update-alert', ({ params, defender }) => updateAlert(defender, params));
