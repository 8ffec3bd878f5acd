import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const act = (target: object, env = {}) => tenant.run('isolate-machine', { ...target, comment: 'Because' }, env);

/** The one write that went out. */
async function written(): Promise<{ path: string; body: object }> {
  const writes = await tenant.writes();
  expect(writes).toHaveLength(1);
  return writes[0] as { path: string; body: object };
}

describe('the target', () => {
  it.each([
    ['the full name', 'ws-001.contoso.example'],
    ['the full name in capitals, with its final dot', 'WS-001.CONTOSO.EXAMPLE.'],
    ['the short name', 'Ws-001'],
  ])('by %s', async (_what, computerDnsName) => {
    const { code, stderr } = await act({ computerDnsName });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const expected = tenant.machineId('ws-001.contoso.example');
    expect(await written()).toMatchObject({
      path: `/api/machines/${expected}/isolate`,
      body: { Comment: 'Because', IsolationType: 'Full' },
    });
  });

  it('by a name whose machine is listed twice is that machine', async () => {
    await tenant.control('settings', { repeatRows: true });
    expect((await act({ computerDnsName: 'ws-001.contoso.example' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-001.contoso.example'));
  });

  it('by a short name is not the longer name that begins with it', async () => {
    expect((await act({ computerDnsName: 'ws-1' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-1.contoso.example'));
  });

  it('by machine id needs no look-up', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    expect((await act({ machineId })).code).toBe(0);
    const ofMachines = (await tenant.calls()).filter((call) => call.includes('/api/machines'));
    expect(ofMachines).toEqual([`POST /api/machines/${machineId}/isolate`]);
  });

  it('by internal IP, as held now or at ipSeenAt', async () => {
    const [then, now] = [tenant.machineId('ws-004.contoso.example'), tenant.machineId('ws-005.contoso.example')];
    expect((await act({ ipAddress: '10.0.4.50' })).code).toBe(0);
    expect((await written()).path).toContain(now);
    expect((await act({ ipAddress: '10.0.4.50', ipSeenAt: 'P12D' })).code).toBe(0);
    expect((await tenant.writes()).at(-1)?.path).toContain(then);
    const [lookUp] = (await tenant.calls()).filter((call) => call.includes('findbyip'));
    expect(lookUp).toMatch(/^GET \/api\/machines\/findbyip\(ip='10\.0\.4\.50',timestamp=\d{4}-\d\d-\d\dT[\d:.]+Z\)$/);
  });

  it('that fits several is the only one onboarded and Active', async () => {
    expect((await act({ computerDnsName: 'ws-002' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-002.contoso.example', 0));
  });

  it('that stays ambiguous lists the candidates', async () => {
    const { code, json } = await act({ computerDnsName: 'ws-003.contoso.example' });
    expect(code).toBe(4);
    expect(json.error.code).toBe('ambiguous_machine');
    const ids = json.error.details.candidates.map((machine: { id: string }) => machine.id).sort();
    expect(ids).toEqual([0, 1].map((index) => tenant.machineId('ws-003.contoso.example', index)).sort());
    expect(await tenant.writes()).toEqual([]);
  });

  it.each([
    ['an unknown name', { computerDnsName: 'nowhere' }],
    ['a domain of machines', { computerDnsName: 'contoso.example' }],
    ['an unknown address', { ipAddress: '192.0.2.1' }],
    ['an external address', { ipAddress: '203.0.113.10' }],
    ['an unknown id', { machineId: 'f'.repeat(40) }],
  ])('that is %s is not found', async (_what, target) => {
    const { code, json } = await act(target);
    expect(code).toBe(4);
    expect(json.error.code).toBe('not_found');
    expect((await tenant.writes()).filter(({ status }) => status !== 404)).toEqual([]);
  });

  it('whose look-up fails stops the action', async () => {
    await tenant.fault('/api/machines', { status: 500, times: 1000 });
    const { code, json } = await act({ computerDnsName: 'ws-001' }, { DEFENDER_DEADLINE_SECONDS: '1' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(await tenant.writes()).toEqual([]);
  });
});
