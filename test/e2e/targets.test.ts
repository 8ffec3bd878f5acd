import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const act = (target: object, env = {}) => tenant.run('isolate-machine', { ...target, comment: 'Because' }, env);

/** The only write that was sent. */
async function written(): Promise<{ path: string; body: object }> {
  const writes = await tenant.writes();
  expect(writes).toHaveLength(1);
  return writes[0] as { path: string; body: object };
}

/** Adds machines with the same name to the tenant. */
const seed = (computerDnsName: string, ...records: object[]) =>
  tenant.seed(
    'machines',
    records.map((record, index) => ({ id: String(index + 1).repeat(40), computerDnsName, ...record })),
  );

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

  it('by name is found if the machine is listed twice', async () => {
    await tenant.control('settings', { repeatRows: true });
    expect((await act({ computerDnsName: 'ws-001.contoso.example' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-001.contoso.example'));
  });

  it('by short name is never a machine whose longer name begins with it', async () => {
    expect((await act({ computerDnsName: 'ws-1' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-1.contoso.example'));
  });

  it('by machine id needs no look-up', async () => {
    const machineId = tenant.machineId('ws-001.contoso.example');
    expect((await act({ machineId })).code).toBe(0);
    const ofMachines = (await tenant.calls()).filter((call) => call.includes('/api/machines'));
    expect(ofMachines).toEqual([`POST /api/machines/${machineId}/isolate`]);
  });

  it('by internal IP is the machine that has it now or had it at ipSeenAt', async () => {
    const [then, now] = [tenant.machineId('ws-004.contoso.example'), tenant.machineId('ws-005.contoso.example')];
    expect((await act({ ipAddress: '10.0.4.50' })).code).toBe(0);
    expect((await written()).path).toContain(now);
    expect((await act({ ipAddress: '10.0.4.50', ipSeenAt: 'P12D' })).code).toBe(0);
    expect((await tenant.writes()).at(-1)?.path).toContain(then);
    const [lookUp] = (await tenant.calls()).filter((call) => call.includes('findbyip'));
    expect(lookUp).toMatch(/^GET \/api\/machines\/findbyip\(ip='10\.0\.4\.50',timestamp=\d{4}-\d\d-\d\dT[\d:.]+Z\)$/);
  });

  it('by a name of several machines is the only one that is onboarded and Active', async () => {
    expect((await act({ computerDnsName: 'ws-002' })).code).toBe(0);
    expect((await written()).path).toContain(tenant.machineId('ws-002.contoso.example', 0));
  });

  it.each([
    ['Johns MacBook Pro', 'Johns MacBook Pro'],
    ['johns macbook pro', 'Johns MacBook Pro'],
    ["o'neill (ipad)", "O'Neill (iPad)"],
    ['B\u00fcro-PC', 'bu\u0308ro-pc'],
    ['Mr. Burns', 'mr. burns'],
  ])('by the name %s is the machine %s, although it is not a DNS name', async (computerDnsName, held) => {
    await seed(held, {});
    const { code, stderr } = await act({ computerDnsName });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await written()).path).toContain('1'.repeat(40));
  });

  it.each([{ mergedIntoMachineId: 'e'.repeat(40) }, { isExcluded: true }, { isPotentialDuplication: true }])(
    'by name is never a record with %j',
    async (record) => {
      await seed('ws-001.contoso.example', record);
      expect((await act({ computerDnsName: 'ws-001' })).code).toBe(0);
      expect((await written()).path).toContain(tenant.machineId('ws-001.contoso.example'));
    },
  );

  it('by a name that only merged, excluded or duplicate records have is not found, and the error lists them', async () => {
    await seed(
      'gone-01.contoso.example',
      { mergedIntoMachineId: 'e'.repeat(40) },
      { isExcluded: true, lastIpAddress: '10.9.9.9' },
    );
    for (const target of [{ computerDnsName: 'gone-01' }, { ipAddress: '10.9.9.9' }]) {
      const { code, json } = await act(target);
      expect(code).toBe(4);
      expect(json.error).toMatchObject({
        code: 'not_found',
        message: expect.stringContaining(`${'2'.repeat(40)} (excluded)`),
      });
    }
    expect(await tenant.writes()).toEqual([]);
  });

  describe('of an isolation of an unmanaged device', () => {
    const contain = (target: object) => act({ ...target, isolationType: 'UnManagedDevice' });
    const unmanaged = { onboardingStatus: 'CanBeOnboarded', healthStatus: 'Unknown' };

    it('is the only machine of the name that is not onboarded', async () => {
      await seed('ws-001.contoso.example', unmanaged);
      expect((await contain({ computerDnsName: 'ws-001' })).code).toBe(0);
      expect((await written()).path).toContain('1'.repeat(40));
    });

    it('is ambiguous if two of them are not onboarded, or none of several', async () => {
      await seed('ws-001.contoso.example', unmanaged, unmanaged);
      for (const computerDnsName of ['ws-001', 'ws-003'])
        expect((await contain({ computerDnsName })).json.error.code).toBe('ambiguous_machine');
      expect(await tenant.writes()).toEqual([]);
    });
  });

  it('that is ambiguous is refused with a list of the machines', async () => {
    const { code, json } = await act({ computerDnsName: 'ws-003.contoso.example' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'ambiguous_machine',
      message: '2 machines match: each is named ws-003.contoso.example',
    });
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
    if (!('machineId' in target)) {
      const named =
        'computerDnsName' in target
          ? `is named ${target.computerDnsName}`
          : `held the internal address ${target.ipAddress} at`;
      expect(json.error.message).toContain(`no machine ${named}`);
    }
    expect((await tenant.writes()).filter(({ status }) => status !== 404)).toEqual([]);
  });

  it('is refused if the look-up fails', async () => {
    await tenant.fault('/api/machines', { status: 500, times: 1000 });
    const { code, json } = await act({ computerDnsName: 'ws-001' }, { DEFENDER_TIMEOUT_SECONDS: '1' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(await tenant.writes()).toEqual([]);
  });
});
