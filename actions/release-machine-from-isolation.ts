import { defineAction } from '../src/catalogue/define-action.ts';

/** Lets an isolated machine back on the network. A release that is under way is reported with `alreadyActive`. */
export default defineAction('release-machine-from-isolation', async ({ params, defender }) => {
  const target = await defender.findTarget(params);
  return defender.unisolate(target, params);
});
