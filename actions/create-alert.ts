import { defineAction } from '../src/catalogue/define-action.ts';
import { createAlert } from '../src/defender/alerts/write.ts';

/**
 * Creates an alert from an event that hunting found. An open alert of the same title on the machine takes it in; Defender
 * may start an automated investigation by itself.
 */
export default defineAction('create-alert', ({ params, defender }) => createAlert(defender, params));
