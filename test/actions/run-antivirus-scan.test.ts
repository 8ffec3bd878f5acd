import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeRepeat, describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = {
  id: 'run-antivirus-scan',
  verb: 'runAntiVirusScan',
  type: 'RunAntiVirusScan',
  body: { ScanType: 'Quick' },
};

describeWiring(tenant, write);
describeRepeat(tenant, write, { scope: 'Quick' }, { scope: 'Full' });

it.each(['Quick', 'Full'])('asks for a %s scan', async (scanType) => {
  const { code, stderr, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Check', scanType });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ type: 'RunAntiVirusScan', scope: scanType, status: 'Pending', alreadyActive: false });
  expect((await tenant.writes())[0]?.body).toEqual({ Comment: 'Check', ScanType: scanType });
});

it('is not stopped by the list of protected machines: a scan does no harm', async () => {
  const params = { computerDnsName: 'ws-001', comment: 'Check' };
  expect((await tenant.run(write.id, params, { DEFENDER_PROTECTED_MACHINES: 'ws-*' })).code).toBe(0);
});
