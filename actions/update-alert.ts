import { defineAction } from '../src/catalogue/define-action.ts';
import { updateAlert } from '../src/defender/alerts/write.ts';

export default defineAction('update-alert', ({ params, defender }) => updateAlert(defender, params));
