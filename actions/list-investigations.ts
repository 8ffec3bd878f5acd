import { defineAction } from '../src/catalogue/define-action.ts';
import { listInvestigations } from '../src/defender/investigations/read.ts';

export default defineAction('list-investigations', ({ params, defender }) => listInvestigations(defender, params));
