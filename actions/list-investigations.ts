import { defineAction } from '../src/catalogue/define-action.ts';
import { listInvestigations } from '../src/defender/investigations/investigations.ts';

/** Lists automated investigations, whoever or whatever started them. */
export default defineAction('list-investigations', ({ params, defender }) => listInvestigations(defender, params));
