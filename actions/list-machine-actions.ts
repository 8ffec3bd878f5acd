import { defineAction } from '../src/catalogue/define-action.ts';
import { listMachineActions } from '../src/defender/machine-actions/read.ts';

/** Lists machine actions, of the whole tenant or of the machines that a target names. */
export default defineAction('list-machine-actions', ({ params, defender }) => listMachineActions(defender, params));
