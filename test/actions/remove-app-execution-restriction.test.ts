import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = {
  id: 'remove-app-execution-restriction',
  verb: 'unrestrictCodeExecution',
  type: 'UnrestrictCodeExecution',
};

describeWiring(tenant, write);

it('returns the accepted machine action', async () => {
  const { code, stderr, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Clean' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({
    type: 'UnrestrictCodeExecution',
    status: 'Pending',
    requestorComment: 'Clean',
    alreadyActive: false,
  });
});

it('is not stopped by the list of protected machines: it does no harm', async () => {
  const { code } = await tenant.run(
    write.id,
    { computerDnsName: 'ws-001', comment: 'Clean' },
    { DEFENDER_PROTECTED_MACHINES: 'ws-*' },
  );
  expect(code).toBe(0);
});
