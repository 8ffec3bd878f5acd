import { defineAction } from '../src/catalogue/define-action.ts';

/** Reads one machine. A name or address that fits several is refused unless only one is onboarded and Active. */
export default defineAction('get-machine', ({ params, defender }) => defender.getMachine(params));
