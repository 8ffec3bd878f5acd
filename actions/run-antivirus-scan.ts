import { defineAction } from '../src/catalogue/define-action.ts';

/** Has Microsoft Defender Antivirus scan a machine; it works in passive mode too. A full scan may take hours. */
export default defineAction('run-antivirus-scan', async ({ params, defender }) => {
  const target = await defender.findTarget(params);
  return defender.runAntiVirusScan(target, params);
});
