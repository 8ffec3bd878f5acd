import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = { id: 'initiate-investigation', verb: 'startInvestigation' };
const target = { computerDnsName: 'ws-001', comment: 'Please look' };

describeWiring(tenant, write);

describe('initiate-investigation', () => {
  it('returns nothing but the id', async () => {
    const { code, stderr, json } = await tenant.run(write.id, target);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({ value: expect.stringMatching(/^\d+$/) });
    const read = await tenant.run('get-investigation', { investigationId: json.value });
    expect(read.json).toMatchObject({ id: json.value, computerDnsName: 'ws-001.contoso.example' });
  });

  it('returns the id of the one that runs already', async () => {
    await tenant.seed('investigations', [
      { id: '4711', machineId: tenant.machineId('ws-001.contoso.example'), state: 'Running' },
    ]);
    expect((await tenant.run(write.id, target)).json).toEqual({ value: '4711' });
  });

  it('waits for the end if asked to, and tells how it failed', async () => {
    expect((await tenant.run(write.id, { ...target, waitSeconds: 60 })).code).toBe(0);
    await tenant.control('reset', {});
    await tenant.fault('/api/investigations/', { body: { state: 'UnsupportedOs' } });
    const { code, json } = await tenant.run(write.id, { ...target, waitSeconds: 60 });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'action_failed', details: { investigation: { state: 'UnsupportedOs' } } });
  });
});
