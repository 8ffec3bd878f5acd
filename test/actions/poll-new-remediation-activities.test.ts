import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('poll-new-remediation-activities', params);
const first = '5a6e1c0f-2b1d-4c58-8d2e-6f0b7a9c3d41';
const second = '097d9735-5479-4899-b1b7-77398899df92';

it('returns what is new, oldest first, and continues after a cursor', async () => {
  const { code, stderr, json } = await run({ lookBackMinutes: 43_200 });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject([{ id: first }, { id: second }]);
  const { cursor } = json[1];
  expect((await run({ cursor })).json).toEqual([]);
  await tenant.seed('remediationActivities', [{ id: 'new-1', status: 'Active' }]);
  expect((await run({ cursor, status: 'Active', filter: "status ne 'Completed'" })).json).toMatchObject([
    { id: 'new-1' },
  ]);
  const calls = await tenant.calls();
  expect(calls[0]).toBe('GET /api/remediationTasks?$top=1');
  expect(calls.at(-1)).toMatch(
    /^GET \/api\/remediationTasks\?\$filter=createdon ge [\dT:.-]+Z and status eq 'Active' and \(status ne 'Completed'\)&\$orderby=createdon asc&\$top=1001$/,
  );
});

it('refuses a cursor of the other trigger', async () => {
  const { json } = await tenant.run('poll-new-alerts', {});
  const { code, json: refusal } = await run({ cursor: json[0].cursor });
  expect(code).toBe(2);
  expect(refusal.error.details).toEqual([
    { path: 'cursor', message: expect.stringContaining('not a cursor of this action') },
  ]);
});
