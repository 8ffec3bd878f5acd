import { describe, expect, it } from 'vitest';
import { paramsOf, readManifest } from '../support/catalogue.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const guarded = readManifest().actions.filter((action) => action.guarded);

/** A resource with a budget. */
const budget = (most: number): Record<string, string> => ({ DEFENDER_MAX_CONTAINMENTS_PER_HOUR: String(most) });

const isolate = (computerDnsName: string, env: Record<string, string>, more: object = {}) =>
  tenant.run('isolate-machine', { computerDnsName, comment: 'Because', ...more }, env);

/** Seeds containments of the last hour, one for each record. */
const seed = (...records: object[]) =>
  tenant.seed(
    'machineActions',
    records.map((record, index) => ({
      id: `5382f7ea-7557-4ab7-9782-d5048002400${index}`,
      type: 'Isolate',
      status: 'Succeeded',
      machineId: tenant.machineId('ws-001.contoso.example'),
      creationDateTimeUtc: new Date(Date.now() - 600_000).toISOString(),
      requestSource: 'PublicApi',
      ...record,
    })),
  );

describe('a budget of containments', () => {
  it.each(guarded)('that is used up refuses $id, and nothing is sent', async ({ id }) => {
    await seed({ requestor: tenant.env.DEFENDER_CLIENT_ID });
    const { machineId, ipAddress, ipSeenAt, ...rest } = paramsOf(id).examples[0];
    const params = { ...rest, computerDnsName: 'ws-001.contoso.example' };
    const { code, json } = await tenant.run(id, params, budget(1));
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'budget_exhausted' });
    expect(json.error.details).toMatchObject({
      maxContainmentsPerHour: 1,
      machineActions: [{ type: 'Isolate', machineId: tenant.machineId('ws-001.contoso.example') }],
    });
    expect(await tenant.writes()).toEqual([]);
  });

  it('counts what earlier runs sent', async () => {
    expect((await isolate('ws-001', budget(2))).code).toBe(0);
    expect((await isolate('ws-002', budget(2))).code).toBe(0);
    expect((await isolate('ws-004', budget(2))).json.error.code).toBe('budget_exhausted');
    expect(await tenant.writes()).toHaveLength(2);
  });

  it.each([
    ['the id of the application', (id: string) => ({ requestor: id.toUpperCase() }), true],
    ['the name of the application', () => ({ requestor: 'SOAR' }), true],
    ['no requestor', () => ({ requestor: null }), true],
    ['a person', () => ({ requestor: 'analyst@contoso.example', requestSource: 'Portal' }), false],
    ['another application', () => ({ requestor: '99999999-2222-3333-4444-555555555555' }), false],
    [
      'more than an hour ago',
      (id: string) => ({ requestor: id, creationDateTimeUtc: new Date(Date.now() - 3_700_000).toISOString() }),
      false,
    ],
    ['another type', (id: string) => ({ requestor: id, type: 'RunAntiVirusScan' }), false],
  ])('counts a machine action by %s: %#', async (_what, record, counts) => {
    await seed(record(String(tenant.env.DEFENDER_CLIENT_ID)));
    expect((await isolate('ws-001', budget(1))).code).toBe(counts ? 4 : 0);
  });

  it('refuses a dry run as the real one, and does not count it', async () => {
    expect((await isolate('ws-001', budget(1), { dryRun: true })).code).toBe(0);
    expect((await isolate('ws-001', budget(1))).code).toBe(0);
    expect((await isolate('ws-002', budget(1), { dryRun: true })).json.error.code).toBe('budget_exhausted');
  });

  it('concerns no release and no scan', async () => {
    await seed({ requestor: tenant.env.DEFENDER_CLIENT_ID });
    const params = { computerDnsName: 'ws-001', comment: 'Because' };
    expect((await tenant.run('run-antivirus-scan', params, budget(1))).code).toBe(0);
    expect((await tenant.run('release-machine-from-isolation', params, budget(1))).code).toBe(0);
  });

  it('refuses if the machine actions cannot be counted', async () => {
    await tenant.fault('/machineactions', { method: 'GET', status: 403, times: 9 });
    const { code, json } = await isolate('ws-001', budget(5));
    expect(code).toBe(3);
    expect(json.error.message).toContain('could not be counted, nothing was sent');
    expect(await tenant.writes()).toEqual([]);
  });

  it('holds in a batch, which counts once', async () => {
    const lines = ['ws-001', 'ws-002', 'ws-004', 'ws-005']
      .map((computerDnsName) => JSON.stringify({ computerDnsName, comment: 'Because' }))
      .join('\n');
    const { code, stdout } = await tenant.run('isolate-machine', lines, budget(2), ['--batch']);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(7);
    expect(answers.filter(({ result }) => result)).toHaveLength(2);
    expect(answers.filter(({ error }) => error?.code === 'budget_exhausted')).toHaveLength(2);
    expect(await tenant.writes()).toHaveLength(2);
    expect((await tenant.calls()).filter((call) => call.startsWith('GET /api/machineactions'))).toHaveLength(1);
  });

  it('holds for ten processes at once', async () => {
    const machines = tenant.held.machines
      .list()
      .filter(({ osPlatform, onboardingStatus }) => osPlatform === 'Windows11' && onboardingStatus === 'Onboarded')
      .slice(0, 10);
    const ended = await Promise.all(
      machines.map(({ id }) => tenant.run('isolate-machine', { machineId: id, comment: 'Because' }, budget(3))),
    );
    expect(ended.filter(({ code }) => code === 0)).toHaveLength(3);
    expect(ended.filter(({ json }) => json.error?.code === 'budget_exhausted')).toHaveLength(machines.length - 3);
    expect(await tenant.writes()).toHaveLength(3);
  });

  it('is shown by test-connection', async () => {
    await seed({ requestor: tenant.env.DEFENDER_CLIENT_ID });
    const { json } = await tenant.run('test-connection', {}, budget(1));
    expect(json.containments).toEqual({ mostPerHour: 1, usedInLastHour: 1 });
    expect(json.warnings).toEqual(['The budget of 1 containments an hour is used up: further ones are refused.']);
  });

  it.each(['0', '-1', '1.5', 'ten', '100000'])('of %s is invalid_resource', async (text) => {
    const { code, json } = await isolate('ws-001', { DEFENDER_MAX_CONTAINMENTS_PER_HOUR: text });
    expect({ code, path: json.error.details[0].path }).toEqual({ code: 2, path: 'resource.maxContainmentsPerHour' });
  });
});
