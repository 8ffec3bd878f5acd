import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const id = '097d9735-5479-4899-b1b7-77398899df92';
const run = (remediationActivityId: string) => tenant.run('get-remediation-activity', { remediationActivityId });

it('reads the remediation activity', async () => {
  const { code, stderr, json } = await run(id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ id, status: 'Active', category: 'Software', rbacGroupNames: [] });
  expect(await tenant.calls()).toEqual([`GET /api/remediationTasks/${id}`]);
});

it('accepts no other activity', async () => {
  await tenant.fault('/api/remediationTasks/', { body: { id: 'another-1' } });
  expect((await run(id)).json.error.code).toBe('unexpected_response');
});

it('says not_found for an unknown id', async () => {
  const { code, json } = await run('4711');
  expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'not_found' });
});

it.each(['None', '', '../1'])('refuses %j for an id', async (text) => {
  const { code, json } = await run(text);
  expect(code).toBe(2);
  expect(json.error.details).toEqual([
    { path: 'remediationActivityId', message: expect.stringContaining('the id of') },
  ]);
  expect(await tenant.journal()).toEqual([]);
});
