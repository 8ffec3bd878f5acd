import { defineAction } from '../src/catalogue/define-action.ts';
import { testConnection } from '../src/defender/connection/test-connection.ts';

/** "Test saved settings": signs in anew, reads once, and says which permissions are granted and which are missing. */
export default defineAction('test-connection', ({ defender }) => testConnection(defender));
