import { defineAction } from '../src/catalogue/define-action.ts';
import { listMachines } from '../src/defender/machines/read.ts';

/** Lists machines that reported within the tenant's retention period. None is an empty list, not an error. */
export default defineAction('list-machines', ({ params, defender }) => listMachines(defender, params));
