import { defineAction } from '../src/catalogue/define-action.ts';

/** Lets everything run on a restricted machine again. A removal that is under way is reported with `alreadyActive`. */
export default defineAction('remove-app-execution-restriction', async ({ params, defender }) => {
  const target = await defender.findTarget(params);
  return defender.unrestrictCodeExecution(target, params);
});
