import { defineAction } from '../src/runner/define-action.ts';

/** Lists automated investigations, whoever or whatever started them. */
export default defineAction('list-investigations', ({ params, defender }) => defender.listInvestigations(params));
