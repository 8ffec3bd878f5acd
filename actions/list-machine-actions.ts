import { defineAction } from '../src/catalogue/define-action.ts';
import { listMachineActions } from '../src/defender/machine-actions/read.ts';
import { findMachineIds } from '../src/defender/machines/target.ts';

export default defineAction('list-machine-actions', async ({ params, defender }) =>
  listMachineActions(defender, params, await findMachineIds(defender, params)),
);
