import { defineAction } from '../src/catalogue/define-action.ts';
import { tagMachine, tagMachines } from '../src/defender/machines/tags.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('tag-machine', async ({ params, defender }) => {
  if (params.machineIds !== undefined) return tagMachines(defender, params.machineIds, params);
  const target = await findTarget(defender, params);
  return tagMachine(defender, target, params);
});
