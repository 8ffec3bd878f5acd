import { defineAction } from '../src/catalogue/define-action.ts';
import { getMachineAction } from '../src/defender/machine-actions/read.ts';

export default defineAction('get-machine-action-details', ({ params, defender }) =>
  getMachineAction(defender, params.machineActionId),
);
