import { defineAction } from '../src/catalogue/define-action.ts';

/**
 * Cuts a machine off the network; only Defender still reaches it. The result is the accepted machine action: the machine
 * is isolated once that has Succeeded, which takes minutes, or as long as the machine is off line. A machine that is
 * being isolated already is reported with `alreadyActive`, never isolated twice.
 */
export default defineAction('isolate-machine', async ({ params, defender }) => {
  const unmanaged = params.isolationType === 'UnManagedDevice';
  const target = await defender.findTarget(params, { guarded: true, unmanaged });
  return defender.isolate(target, params);
});
