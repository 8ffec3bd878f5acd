import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (investigationId: string) => tenant.run('get-investigation', { investigationId });
const alertId = 'da637139127150012465_-1011995739';

it.each(['4711', alertId])('reads the investigation by %s', async (id) => {
  // A failed investigation is what was asked about: no failure of the read.
  const seeded = { id: '4711', state: 'Failed', statusDetails: 'Off line', triggeringAlertId: alertId };
  await tenant.seed('investigations', [seeded]);
  const { code, stderr, json } = await run(id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject(seeded);
  expect(await tenant.calls()).toEqual([`GET /api/investigations/${id}`]);
});

it('reads what start-automated-investigation gave back', async () => {
  const started = await tenant.run('start-automated-investigation', { computerDnsName: 'ws-001', comment: 'x' });
  expect((await run(started.json.id)).json).toMatchObject({ id: started.json.id, machineId: started.json.machineId });
});

it('says not_found for an unknown id', async () => {
  const { code, json } = await run('1');
  expect(code).toBe(4);
  expect(json.error).toMatchObject({ code: 'not_found', status: 404, defenderCode: 'ResourceNotFound' });
});

it('does not take another investigation for the one that was named', async () => {
  await tenant.fault('/api/investigations/', { body: { id: '1', triggeringAlertId: 'da1_1', state: 'Benign' } });
  const { code, json } = await run('4711');
  expect(code).toBe(1);
  expect(json.error.code).toBe('unexpected_response');
});

it.each(['None', 'null', '../machines', ''])('refuses %j for an id', async (id) => {
  const { code, json } = await run(id);
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'investigationId', message: expect.stringContaining('alert') }]);
  expect(await tenant.journal()).toEqual([]);
});
