import { defineAction } from '../src/catalogue/define-action.ts';

/**
 * Adds a tag to a machine or removes it, or does so for up to 500 machines in one call. A tag that is there already, or
 * gone already, is a success. Device groups and protected machines may go by tags.
 */
export default defineAction('tag-machine', async ({ params, defender }) => {
  if (params.machineIds !== undefined) return defender.tagMachines(params.machineIds, params);
  const target = await defender.findTarget(params);
  return defender.tagMachine(target, params);
});
