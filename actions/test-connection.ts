import { defineAction } from '../src/catalogue/define-action.ts';
import { testConnection } from '../src/defender/connection/test-connection.ts';

export default defineAction('test-connection', ({ defender, params }) => testConnection(defender, params));
