import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { temporaryFolder } from '../support/process.ts';

const tenant = useActionTenant();
const run = (env = {}) => tenant.run('test-connection', {}, env);
const signIns = async () => (await tenant.journal()).filter(({ path }) => path.endsWith('/oauth2/v2.0/token'));

describe('test-connection', () => {
  it('reports what was reached and what is granted', async () => {
    const { code, stderr, json } = await run({ DEFENDER_LABEL: 'SOC' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({
      ok: true,
      label: 'SOC',
      apiUrl: tenant.env.DEFENDER_API_URL,
      tenantId: tenant.env.DEFENDER_TENANT_ID,
      clientId: tenant.env.DEFENDER_CLIENT_ID,
      latencyMs: expect.any(Number),
      clockSkewSeconds: 0,
      mode: 'live',
      containments: null,
      credential: { kind: 'clientSecret', id: tenant.env.DEFENDER_CLIENT_ID, endsAt: null },
      permissions: { granted: expect.arrayContaining(['Machine.Isolate', 'Ti.ReadWrite.All']), missing: [] },
      protectedMachines: [],
      protectedIndicators: [],
      warnings: [],
    });
    expect(await tenant.writes()).toEqual([]);
    expect(await tenant.calls()).toHaveLength(1);
  });

  it('never reads the token cache, but renews it', async () => {
    const HOME = temporaryFolder();
    await tenant.runProcess('test-connection', undefined, { HOME });
    await tenant.runProcess('test-connection', undefined, { HOME });
    // Each time for Defender and for Graph.
    expect(await signIns()).toHaveLength(4);
    await tenant.runProcess('list-machines', { top: 1 }, { HOME });
    await tenant.runProcess('run-advanced-hunting-query', { query: 'DeviceInfo | take 1' }, { HOME });
    expect(await signIns()).toHaveLength(4);
  });

  it('names the actions that a missing permission bars', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All', 'Ti.ReadWrite', 'Other.Role'] });
    const { code, json } = await run();
    expect(code).toBe(0);
    const missing = Object.fromEntries(
      json.permissions.missing.map((entry: { permission: string; actions: string[] }) => [
        entry.permission,
        entry.actions,
      ]),
    );
    expect(missing).toMatchObject({
      'Machine.Isolate': ['isolate-machine', 'release-machine-from-isolation'],
      'Machine.Scan': ['run-antivirus-scan'],
      'Machine.StopAndQuarantine': ['stop-and-quarantine-file'],
      'Machine.CollectForensics': ['collect-investigation-package'],
      'Alert.ReadWrite.All': expect.arrayContaining(['start-automated-investigation', 'create-alert', 'update-alert']),
    });
    expect(Object.keys(missing)).not.toContain('Machine.Read.All');
    expect(Object.keys(missing)).not.toContain('Ti.ReadWrite.All');
    expect([...json.permissions.granted].sort()).toEqual(['Machine.Read.All', 'Other.Role', 'Ti.ReadWrite']);
  });

  it.each([
    [['Ti.ReadWrite.All'], 'GET /api/indicators?$top=1'],
    [['Alert.ReadWrite.All'], 'GET /api/investigations?$top=1'],
    [['RemediationTasks.Read.All'], 'GET /api/remediationTasks?$top=1'],
    [['AdvancedQuery.Read.All'], 'POST /api/advancedqueries/run'],
    [['ThreatHunting.Read.All'], 'POST /v1.0/security/runHuntingQuery'],
  ])('with %j makes a read that they allow', async (roles, call) => {
    await tenant.control('grants', { roles });
    const { code } = await run();
    expect(code).toBe(0);
    expect(await tenant.calls()).toEqual([call]);
  });

  it.each([[[]], [['Directory.Read.All']]])('a token with %j holds none of our roles', async (roles) => {
    await tenant.control('grants', { roles });
    const { code, json } = await run();
    expect(code).toBe(3);
    expect(json.error.code).toBe('permission_denied');
    expect(await tenant.calls()).toEqual([]);
  });

  it('tells how far the clocks are apart', async () => {
    const ahead = new Date(tenant.clock.now() + 20 * 60_000).toUTCString();
    await tenant.fault('/api/', { headers: { Date: ahead } });
    const { json } = await run();
    // A Date header has no milliseconds.
    expect([1199, 1200]).toContain(json.clockSkewSeconds);
    expect(json.warnings).toEqual([expect.stringContaining('clock')]);
  });

  it('shows the protected machines, and warns of entries that match no machine', async () => {
    const list = 'srv-*, tag:tier0, dc-*, ws-001.*';
    const { code, json } = await run({ DEFENDER_PROTECTED_MACHINES: list });
    expect(code).toBe(0);
    expect(json.protectedMachines).toEqual(['srv-*', 'tag:tier0', 'dc-*', 'ws-001.*']);
    expect(json.warnings).toEqual([expect.stringContaining('no machine matches "dc-*"')]);
    expect(await tenant.writes()).toEqual([]);
  });

  it('says if the protected machines could not be compared with those of the tenant', async () => {
    await tenant.control('grants', { roles: ['Ti.ReadWrite.All'] });
    const { code, json } = await run({ DEFENDER_PROTECTED_MACHINES: 'dc-*' });
    expect(code).toBe(0);
    expect(json.protectedMachines).toEqual(['dc-*']);
    expect(json.warnings).toEqual([expect.stringMatching(/^protectedMachines could not be compared .*403/)]);
  });

  it('an empty tenant is a working connection', async () => {
    await tenant.seed('machines', [], true);
    expect(await run()).toMatchObject({ code: 0, json: { ok: true } });
  });
});

describe('test-connection with require', () => {
  const require = ['isolate-machine', 'submit-indicator', 'run-advanced-hunting-query'];
  const test = (params: object) => tenant.run('test-connection', params);

  it('passes if every action is permitted', async () => {
    const { code, json } = await test({ require });
    expect({ code, json }).toMatchObject({ code: 0, json: { ok: true } });
  });

  it('fails with what is missing, before anything is read', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All', 'Ti.ReadWrite', 'AdvancedQuery.Read.All'] });
    const { code, json } = await test({ require });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'permission_denied',
      message: expect.stringContaining('Defender would refuse isolate-machine: the token lacks Machine.Isolate'),
      hint: expect.stringContaining('Machine.Isolate of "WindowsDefenderATP"'),
      details: { missing: [{ permission: 'Machine.Isolate', actions: ['isolate-machine'] }] },
    });
    expect(await tenant.calls()).toEqual([]);
    expect((await test({ require: ['list-machines'] })).code).toBe(0);
    expect((await test({ require: [] })).code).toBe(0);
  });

  it('names the nearest action for an unknown id, and sends nothing', async () => {
    const { code, json } = await test({ require: ['get-machine', 'isolate-machines', 'x'] });
    expect(code).toBe(2);
    expect(json.error).toMatchObject({
      code: 'invalid_params',
      details: [
        { path: 'require.1', message: 'there is no action isolate-machines; did you mean isolate-machine?' },
        { path: 'require.2', message: 'there is no action x' },
      ],
    });
    expect(await tenant.journal()).toEqual([]);
  });

  it('fails in a separate process too', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { code, json } = await tenant.runProcess('test-connection', { require: ['tag-machine'] });
    expect(code).toBe(3);
    expect(json.error.details.missing).toEqual([{ permission: 'Machine.ReadWrite.All', actions: ['tag-machine'] }]);
  });
});

describe('what is wrong has its own message and hint', () => {
  it('for a wrong secret', async () => {
    const { code, json, stderr } = await run({ DEFENDER_CLIENT_SECRET: 'mistaken' });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: 'authentication_failed',
      defenderCode: 'AADSTS7000215',
      retryable: false,
    });
    expect(json.error.hint).toContain('enter its value');
    expect(stderr).toContain('AADSTS7000215');
  });

  it('for an unknown tenant', async () => {
    const { code, json } = await run({ DEFENDER_TENANT_ID: '00000000-0000-4000-8000-000000000000' });
    expect(code).toBe(3);
    expect(json.error.code).toBe('authentication_failed');
    expect(`${json.error.message} ${json.error.hint}`).toContain('tenantId');
  });

  it('for a resource that the tenant does not have', async () => {
    const { code, json } = await run({ DEFENDER_TOKEN_RESOURCE: 'https://elsewhere.example' });
    expect(code).toBe(3);
    expect(json.error).toMatchObject({ code: 'authentication_failed', defenderCode: 'AADSTS500011' });
    expect(json.error.hint).toContain('tokenResource');
  });

  it('for a sign-in that is overloaded, which is retryable', async () => {
    await tenant.fault('/oauth2/v2.0/token', { status: 503, times: 1000 });
    const { code, json } = await run({ DEFENDER_TIMEOUT_SECONDS: '1' });
    expect(code).toBe(5);
    expect(json.error).toMatchObject({ code: 'unavailable', retryable: true });
  });

  it('refuses params', async () => {
    const { code, json } = await tenant.run('test-connection', { verbose: true });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'verbose', message: expect.any(String) }]);
  });
});
