import { defineAction } from '../src/catalogue/define-action.ts';
import { getMachineAction } from '../src/defender/machine-actions/read.ts';

/** Reads one machine action: what it is, how far it is, who asked for it and why. */
export default defineAction('get-machine-action-details', ({ params, defender }) =>
  getMachineAction(defender, params.machineActionId),
);
