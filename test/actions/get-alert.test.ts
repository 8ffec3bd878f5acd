import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const alertId = 'da637139127150012465_-1011995739';
const run = (id: string) => tenant.run('get-alert', { alertId: id });

it('reads the alert', async () => {
  const seeded = {
    id: alertId,
    title: 'Beacon',
    severity: 'High',
    status: 'InProgress',
    assignedTo: 'a@contoso.example',
  };
  await tenant.seed('alerts', [seeded]);
  const { code, stderr, json } = await run(alertId);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ ...seeded, comments: [], machineId: expect.stringMatching(/^[0-9a-f]{40}$/) });
  expect(await tenant.calls()).toEqual([`GET /api/alerts/${alertId}`]);
});

it('takes no other alert for it', async () => {
  await tenant.fault('/api/alerts/', { body: { id: 'da1_1', title: 'Another' } });
  const { code, json } = await run(alertId);
  expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'unexpected_response' });
});

it('says not_found for an unknown id', async () => {
  const { code, json } = await run(alertId);
  expect(code).toBe(4);
  expect(json.error).toMatchObject({ code: 'not_found', status: 404, defenderCode: 'ResourceNotFound' });
});

it.each(['None', 'null', '', '../machines/1', 'a b 1'])('refuses %j for an id', async (id) => {
  const { code, json } = await run(id);
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'alertId', message: expect.stringContaining('id of an alert') }]);
  expect(await tenant.journal()).toEqual([]);
});
