import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const minute = 60_000;

describe.each([
  ['59 minutes behind', -59],
  ['30 minutes behind', -30],
  ['30 minutes ahead', 30],
])("with Defender's clock %s this host's", (_what, minutes) => {
  const now = () => Date.now() + minutes * minute;
  const tenant = useTenant({ now });

  it('the budget counts the containments of an hour of Defender', async () => {
    const containment = (index: number, age: number) => ({
      id: `5382f7ea-7557-4ab7-9782-d5048002400${index}`,
      type: 'Isolate',
      status: 'Succeeded',
      machineId: tenant.machineId('ws-001.contoso.example'),
      requestor: tenant.env.DEFENDER_CLIENT_ID,
      creationDateTimeUtc: new Date(now() - age * minute).toISOString(),
    });
    await tenant.seed('machineActions', [containment(0, 5), containment(1, 55), containment(2, 65)]);
    const params = { computerDnsName: 'ws-001', comment: 'Because' };
    const refused = await tenant.run('isolate-machine', params, { DEFENDER_MAX_CONTAINMENTS_PER_HOUR: '2' });
    expect(refused.json.error.code).toBe('budget_exhausted');
    const accepted = await tenant.run('isolate-machine', params, { DEFENDER_MAX_CONTAINMENTS_PER_HOUR: '3' });
    expect(accepted.code).toBe(0);
  });
});

describe("with Defender's clock two hours behind", () => {
  const tenant = useTenant({ now: () => Date.now() - 120 * minute });

  it('a containment is refused, because nothing can be counted', async () => {
    const params = { computerDnsName: 'ws-001', comment: 'Because' };
    const { code, json } = await tenant.run('isolate-machine', params, { DEFENDER_MAX_CONTAINMENTS_PER_HOUR: '3' });
    expect(code).toBe(4);
    expect(json.error.message).toContain("this host's clock and Defender's differ by more than an hour");
    expect(await tenant.writes()).toEqual([]);
  });
});
