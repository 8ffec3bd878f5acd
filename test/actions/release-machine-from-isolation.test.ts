import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = { id: 'release-machine-from-isolation', verb: 'unisolate', type: 'Unisolate' };

describeWiring(tenant, write);

it('returns the accepted machine action', async () => {
  const { code, stderr, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Clean' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ type: 'Unisolate', status: 'Pending', requestorComment: 'Clean', alreadyActive: false });
});

it('is not stopped by the list of protected machines: a release does no harm', async () => {
  const { code } = await tenant.run(
    write.id,
    { computerDnsName: 'ws-001', comment: 'Clean' },
    { DEFENDER_PROTECTED_MACHINES: 'ws-*' },
  );
  expect(code).toBe(0);
});

it('recognises the pending release that Defender may answer with', async () => {
  const pending = {
    id: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    type: 'Unisolate',
    status: 'Pending',
    requestorComment: 'Theirs',
    creationDateTimeUtc: '2020-01-01T00:00:00Z',
  };
  await tenant.fault('/unisolate$', { status: 201, body: pending });
  const { code, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Clean' });
  expect(code).toBe(0);
  expect(json).toMatchObject({ ...pending, alreadyActive: true });
});
