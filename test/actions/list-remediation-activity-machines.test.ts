import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const remediationActivityId = '097d9735-5479-4899-b1b7-77398899df92';
const path = `/api/remediationTasks/${remediationActivityId}/machineReferences`;
const run = (params: object = {}) =>
  tenant.run('list-remediation-activity-machines', { remediationActivityId, ...params });

it('lists the machines, sending no option that is not documented', async () => {
  const { code, stderr, json } = await run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json.count).toBeGreaterThan(3);
  expect(json).toMatchObject({ value: { length: json.count }, hasMore: false });
  expect(Object.keys(json.value[0])).toEqual(['id', 'computerDnsName', 'osPlatform', 'rbacGroupName']);
  expect(await tenant.calls()).toEqual([`GET ${path}`]);
});

it('cuts to top', async () => {
  expect((await run({ top: 2 })).json).toMatchObject({ count: 2, hasMore: true });
});

it('follows the next page if one comes', async () => {
  const next = `${tenant.env.DEFENDER_API_URL}${path}?$skiptoken=2`;
  await tenant.fault(`${path}$`, { body: { value: [{ id: 'a' }], '@odata.nextLink': next } });
  await tenant.fault('skiptoken=2', { body: { value: [{ id: 'b' }] } });
  expect((await run()).json).toEqual({ value: [{ id: 'a' }, { id: 'b' }], count: 2, hasMore: false });
});

it('says not_found for an unknown activity', async () => {
  const { code, json } = await run({ remediationActivityId: '4711' });
  expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'not_found' });
});
