import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const run = (id: string, env = {}) => tenant.run('get-machine-action-details', { machineActionId: id }, env);

it('reads the machine action', async () => {
  const seeded = { id: machineActionId, type: 'Isolate', scope: 'Full', status: 'Failed', requestorComment: 'Beacon' };
  await tenant.seed('machineActions', [seeded]);
  const { code, stderr, json } = await run(machineActionId);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // A failed action is what was asked about: no failure of the read.
  expect(json).toMatchObject(seeded);
  expect(json).toHaveProperty('lastUpdateDateTimeUtc');
  expect(await tenant.calls()).toEqual([`GET /api/machineactions/${machineActionId}`]);
});

it('reads what an action gave back', async () => {
  const started = await tenant.run('isolate-machine', { computerDnsName: 'ws-001', comment: 'x' });
  const { json } = await run(started.json.id);
  expect(json).toMatchObject({ id: started.json.id, type: 'Isolate', requestorComment: 'x' });
});

it('says not_found for an unknown id', async () => {
  const { code, json } = await run(machineActionId);
  expect(code).toBe(4);
  expect(json.error).toMatchObject({
    code: 'not_found',
    status: 404,
    defenderCode: 'ResourceNotFound',
    retryable: false,
  });
});

it.each(['None', '42', ''])('refuses %j for an id', async (id) => {
  const { code, json } = await run(id);
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'machineActionId', message: expect.stringContaining('GUID') }]);
  expect(await tenant.journal()).toEqual([]);
});
