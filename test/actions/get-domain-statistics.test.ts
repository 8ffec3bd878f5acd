import { expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('get-domain-statistics', params);

it('counts machines, and always says how far to look back', async () => {
  const { code, stderr, json } = await run({ domain: 'malware.example' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ host: 'malware.example', organizationPrevalence: 1, orgLastSeen: expect.any(String) });
  expect(await tenant.calls()).toEqual(['GET /api/domains/malware.example/stats?lookBackHours=24']);
});

it('asks without the final dot', async () => {
  expect((await run({ domain: 'malware.example.' })).code).toBe(0);
  expect(await tenant.calls()).toEqual(['GET /api/domains/malware.example/stats?lookBackHours=24']);
});

it('looks back as far as lookBackHours says', async () => {
  const DeviceId = tenant.machineId('ws-002.contoso.example');
  const Timestamp = new Date(tenant.clock.now() - 48 * 3_600_000).toISOString();
  await tenant.seed('DeviceNetworkEvents', [{ DeviceId, Timestamp, RemoteUrl: 'old.example' }]);
  expect((await run({ domain: 'old.example' })).json.organizationPrevalence).toBe(0);
  expect((await run({ domain: 'old.example', lookBackHours: 49 })).json.organizationPrevalence).toBe(1);
});

it('of a domain without visits is a prevalence of 0', async () => {
  const { code, json } = await run({ domain: 'nobody.example', lookBackHours: 720 });
  expect(code).toBe(0);
  expect(json).toEqual({
    host: 'nobody.example',
    organizationPrevalence: 0,
    orgPrevalence: '0',
    orgFirstSeen: null,
    orgLastSeen: null,
  });
});

it('takes no other domain for it', async () => {
  await tenant.fault('/stats', { body: { host: 'other.example', organizationPrevalence: 3 } });
  expect((await run({ domain: 'malware.example' })).json.error.code).toBe('unexpected_response');
});

it.each(['malware', 'http://malware.example', 'malware.example/path', 'None'])('refuses %j', async (domain) => {
  const { code, json } = await run({ domain });
  expect(code).toBe(2);
  expect(json.error.details).toEqual([{ path: 'domain', message: expect.stringContaining('domain') }]);
});
