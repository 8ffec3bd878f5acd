import { defineAction } from '../src/catalogue/define-action.ts';
import { listMachines } from '../src/defender/machines/read.ts';

export default defineAction('list-machines', ({ params, defender }) => listMachines(defender, params));
