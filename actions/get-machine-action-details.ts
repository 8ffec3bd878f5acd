import { defineAction } from '../src/catalogue/define-action.ts';

/** Reads one machine action: what it is, how far it is, who asked for it and why. */
export default defineAction('get-machine-action-details', ({ params, defender }) =>
  defender.getMachineAction(params.machineActionId),
);
