import { defineAction } from '../src/catalogue/define-action.ts';
import { sha1Of } from '../src/defender/files/read.ts';
import { stopAndQuarantineFile } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

export default defineAction('stop-and-quarantine-file', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  const sha1 = await sha1Of(defender, params.fileHash);
  return startMachineAction(defender, target, stopAndQuarantineFile(sha1), params);
});
