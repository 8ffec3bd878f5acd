import { defineAction } from '../src/catalogue/define-action.ts';

/** Lists automated investigations, whoever or whatever started them. */
export default defineAction('list-investigations', ({ params, defender }) => defender.listInvestigations(params));
