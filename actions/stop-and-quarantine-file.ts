import { defineAction } from '../src/catalogue/define-action.ts';

/**
 * Stops a file's processes on a machine and quarantines it. Defender takes SHA-1 only: other hashes are looked up first,
 * and an unknown one stops the action before anything is sent.
 */
export default defineAction('stop-and-quarantine-file', async ({ params, defender }) => {
  const target = await defender.findTarget(params, { guarded: true });
  const sha1 = await defender.sha1Of(params.fileHash);
  return defender.stopAndQuarantineFile(target, sha1, params);
});
