import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('get-ip-statistics', params);

it('counts machines, and always says how far to look back', async () => {
  const { code, stderr, json } = await run({ ipAddress: '203.0.113.66' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ ipAddress: '203.0.113.66', organizationPrevalence: 1 });
  expect(await tenant.calls()).toEqual(['GET /api/ips/203.0.113.66/stats?lookBackHours=24']);
});

it('takes IPv6, and knows it again in another spelling', async () => {
  await tenant.fault('/stats', { body: { ipAddress: '2001:0DB8:0:0:0:0:0:1', organizationPrevalence: 2 } });
  const { json } = await run({ ipAddress: '2001:db8::1', lookBackHours: 1 });
  expect(json.organizationPrevalence).toBe(2);
  expect(await tenant.calls()).toEqual(['GET /api/ips/2001:db8::1/stats?lookBackHours=1']);
});

it('takes no other address for it', async () => {
  await tenant.fault('/stats', { body: { ipAddress: '203.0.113.67' } });
  expect((await run({ ipAddress: '203.0.113.66' })).json.error.code).toBe('unexpected_response');
});

it.each(['203.0.113.256', '10.0.0.0/8', 'fe80::1%eth0', 'null'])('refuses %j', async (ipAddress) => {
  const { code, json } = await run({ ipAddress });
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'ipAddress', message: expect.stringContaining('IPv4 or IPv6') }]);
});
