import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { describeWiring, type MachineWrite } from '../support/targets.ts';

const tenant = useActionTenant();
const write: MachineWrite = { id: 'start-automated-investigation', verb: 'startInvestigation' };

describeWiring(tenant, write);

describe('start-automated-investigation', () => {
  const target = { computerDnsName: 'ws-001', comment: 'Please look' };

  it('returns the investigation', async () => {
    const { code, stderr, json } = await tenant.run(write.id, target);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ state: 'Queued', computerDnsName: 'ws-001.contoso.example', alreadyActive: false });
    expect(json.id).toMatch(/^\d+$/);
    expect(json).not.toHaveProperty('type');
  });

  it('waits for its end', async () => {
    const { code, json } = await tenant.run(write.id, { ...target, waitSeconds: 60 });
    expect(code).toBe(0);
    expect(json).toMatchObject({ state: 'SuccessfullyRemediated', alreadyActive: false });
    expect((await tenant.calls()).at(-1)).toBe(`GET /api/investigations/${json.id}`);
  });

  it('returns one that runs already, in whatever running state', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    await tenant.seed('investigations', [{ id: '4711', machineId, state: 'PendingApproval' }]);
    const message = 'Investigation is already in progress';
    await tenant.fault('/startInvestigation$', {
      status: 400,
      body: { error: { code: 'ActiveRequestAlreadyExists', message } },
    });
    const { code, json } = await tenant.run(write.id, target);
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: '4711', state: 'PendingApproval', alreadyActive: true });
  });
});
