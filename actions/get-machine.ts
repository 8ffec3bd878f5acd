import { defineAction } from '../src/catalogue/define-action.ts';
import { readTarget } from '../src/defender/machines/target.ts';

export default defineAction('get-machine', ({ params, defender }) => readTarget(defender, params));
