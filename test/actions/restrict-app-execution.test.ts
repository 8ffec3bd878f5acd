import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = {
  id: 'restrict-app-execution',
  verb: 'restrictCodeExecution',
  type: 'RestrictCodeExecution',
};

describeWiring(tenant, write);

it('returns the accepted machine action', async () => {
  const { code, stderr, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'Unknown tool' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({
    type: 'RestrictCodeExecution',
    status: 'Pending',
    requestorComment: 'Unknown tool',
    alreadyActive: false,
  });
});

it('waits for the end', async () => {
  const { code, json } = await tenant.run(write.id, { computerDnsName: 'ws-001', comment: 'x', waitSeconds: 60 });
  expect(code).toBe(0);
  expect(json).toMatchObject({ type: 'RestrictCodeExecution', status: 'Succeeded', alreadyActive: false });
  expect(await tenant.writes()).toHaveLength(1);
});

it('is refused on a system that knows no restriction, in the words of Defender', async () => {
  const { code, json } = await tenant.run(write.id, { computerDnsName: 'lnx-web-01', comment: 'x' });
  expect(code).toBe(4);
  expect(json.error).toMatchObject({ code: 'rejected', status: 400, defenderCode: 'OsPlatformNotSupported' });
});

describe('a protected machine', () => {
  it.each([{}, { dryRun: true }])('is refused before anything is sent: %j', async (more) => {
    const { code, json } = await tenant.run(
      write.id,
      { computerDnsName: 'srv-db-01', comment: 'x', ...more },
      { DEFENDER_PROTECTED_MACHINES: 'srv-*' },
    );
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'protected_machine', details: { matched: 'srv-*' } });
    expect(await tenant.writes()).toEqual([]);
  });
});
