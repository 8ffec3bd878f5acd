import { defineAction } from '../src/catalogue/define-action.ts';
import { createAlert } from '../src/defender/alerts/write.ts';

export default defineAction('create-alert', ({ params, defender }) => createAlert(defender, params));
