import { defineAction } from '../src/catalogue/define-action.ts';
import { tagMachine, tagMachines } from '../src/defender/machines/tags.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/**
 * Adds a tag to a machine or removes it, or does so for up to 500 machines in one call. A tag that is there already, or
 * gone already, is a success. Device groups and protected machines may go by tags.
 */
export default defineAction('tag-machine', async ({ params, defender }) => {
  if (params.machineIds !== undefined) return tagMachines(defender, params.machineIds, params);
  const target = await findTarget(defender, params);
  return tagMachine(defender, target, params);
});
