import { defineAction } from '../src/catalogue/define-action.ts';
import { runAntiVirusScan } from '../src/defender/machine-actions/requests.ts';
import { startMachineAction } from '../src/defender/machine-actions/start.ts';
import { findTarget } from '../src/defender/machines/target.ts';

/** Has Microsoft Defender Antivirus scan a machine; it works in passive mode too. A full scan may take hours. */
export default defineAction('run-antivirus-scan', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return startMachineAction(defender, target, runAntiVirusScan(params.scanType), params);
});
