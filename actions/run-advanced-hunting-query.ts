import { defineAction } from '../src/catalogue/define-action.ts';
import { hunt } from '../src/defender/hunting/hunting.ts';

export default defineAction('run-advanced-hunting-query', ({ params, defender }) => hunt(defender, params));
