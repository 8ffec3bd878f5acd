import { defineAction } from '../src/catalogue/define-action.ts';
import { readTarget } from '../src/defender/machines/target.ts';

/** Reads one machine. A name or address that fits several is refused unless only one is onboarded and Active. */
export default defineAction('get-machine', ({ params, defender }) => readTarget(defender, params));
