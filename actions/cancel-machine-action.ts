import { defineAction } from '../src/catalogue/define-action.ts';
import { cancelMachineAction } from '../src/defender/machine-actions/cancel.ts';

export default defineAction('cancel-machine-action', ({ params, defender }) => cancelMachineAction(defender, params));
