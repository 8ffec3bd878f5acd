import { beforeEach, describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (target: object) => tenant.run('get-machine', target);
let machineId = '';
beforeEach(() => {
  machineId = tenant.machineId('ws-001.contoso.example');
});

it('reads the machine by its id, in one call', async () => {
  const { code, stderr, json } = await run({ machineId: machineId.toUpperCase() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json).toMatchObject({ id: machineId, computerDnsName: 'ws-001.contoso.example', healthStatus: 'Active' });
  expect(await tenant.calls()).toEqual([`GET /api/machines/${machineId}`]);
});

it.each([{ computerDnsName: 'WS-001' }, { ipAddress: '10.0.4.17' }])(
  'finds the machine by %j, as it is',
  async (target) => {
    const { code, json } = await run(target);
    expect(code).toBe(0);
    expect(json).toEqual((await run({ machineId })).json);
  },
);

it('returns the machine that held an address at that time', async () => {
  expect((await run({ ipAddress: '10.0.4.50' })).json.computerDnsName).toBe('ws-005.contoso.example');
  expect((await run({ ipAddress: '10.0.4.50', ipSeenAt: 'P12D' })).json.computerDnsName).toBe('ws-004.contoso.example');
});

describe('if not exactly one machine matches', () => {
  it.each(['ws-700', 'WS-700', 'ws-700.contoso.example', 'Ws-700.contoso.example'])(
    'a name of two machines in different letter case is ambiguous: %s',
    async (computerDnsName) => {
      const active = { healthStatus: 'Active', onboardingStatus: 'Onboarded' };
      const held = ['ws-700.contoso.example', 'WS-700.contoso.example'];
      await tenant.seed(
        'machines',
        held.map((name) => ({ ...active, computerDnsName: name })),
      );
      const { json } = await run({ computerDnsName });
      expect(json.error.code).toBe('ambiguous_machine');
    },
  );

  it.each([
    ['ambiguous_machine', { computerDnsName: 'ws-003' }],
    ['not_found', { computerDnsName: 'nowhere' }],
    ['not_found', { machineId: 'f'.repeat(40) }],
    ['not_found', { ipAddress: '203.0.113.10' }],
  ])('the error is %s: %j', async (error, target) => {
    const { code, json } = await run(target);
    expect(code).toBe(4);
    expect(json.error.code).toBe(error);
  });
});
