import { describe, expect, it } from 'vitest';
import { runAction } from '../support/process.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();

/** Runs an action with its params in variables. */
const fromEnv = (id: string, env: Record<string, string | undefined>) =>
  tenant.run(id, '{"not": "read"}', env, ['--from-env']);

describe('--from-env', () => {
  it('reads params of every type by field id and does not read stdin', async () => {
    const { code, stderr, json } = await fromEnv('list-machines', {
      top: '3',
      includeCount: 'YES',
      osPlatform: 'Windows11',
      filter: '',
      unknownVariable: 'ignored',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json.count).toBe(3);
    expect(json.totalCount).toBeGreaterThan(3);
    const [call] = await tenant.calls();
    expect(call).toContain("$filter=osPlatform eq 'Windows11'");
  });

  it.each([
    ['a comma-separated list', 'Workstations, Servers,\n,', ['Workstations', 'Servers']],
    ['JSON', '["Work, stations"]', ['Work, stations']],
  ])('accepts %s as an array', async (_what, rbacGroupNames, expected) => {
    const { code, json } = await fromEnv('submit-indicator', {
      indicatorValue: 'evil.example',
      action: 'Block',
      title: 'Title',
      description: 'Text',
      generateAlert: '0',
      dryRun: 'True',
      rbacGroupNames,
    });
    expect(code).toBe(0);
    expect(json.request.body).toMatchObject({ rbacGroupNames: expected, generateAlert: false });
  });

  it.each(['null', 'None', 'undefined', '  ', 'NULL'])('refuses %j as an unresolved placeholder', async (text) => {
    const { code, json } = await fromEnv('list-machines', { filter: text, computerDnsName: text });
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_params');
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['computerDnsName', 'filter']);
    expect(await tenant.journal()).toEqual([]);
  });

  it('accepts None if it is a value of the field', async () => {
    const { code } = await fromEnv('list-machines', { riskScore: 'None' });
    expect(code).toBe(0);
    expect((await tenant.calls())[0]).toContain("riskScore eq 'None'");
  });

  it('accepts None as text that people read', async () => {
    const words = { title: 'None', description: 'null', application: 'undefined', recommendedActions: 'None' };
    const { code, json } = await fromEnv('submit-indicator', {
      indicatorValue: 'evil.example',
      action: 'Block',
      generateAlert: 'no',
      dryRun: 'yes',
      ...words,
    });
    expect(code).toBe(0);
    expect(json.request.body).toMatchObject(words);
  });

  it('refuses None as a filter or a name, even if the schema allows any text', async () => {
    const { json } = await fromEnv('list-indicators', { title: 'None', indicatorValue: 'null', orderBy: 'None' });
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['indicatorValue', 'orderBy', 'title']);
    const write = { computerDnsName: 'ws-001', comment: 'None', correlationId: 'None' };
    const refused = await fromEnv('isolate-machine', write);
    expect(refused.json.error.details).toEqual([{ path: 'correlationId', message: expect.any(String) }]);
  });

  it.each([
    ['top', 'ten'],
    ['top', '0x10'],
    ['includeCount', 'perhaps'],
  ])('refuses %s=%s', async (name, text) => {
    const { code, json } = await fromEnv('list-machines', { [name]: text });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: name, message: expect.any(String) }]);
  });

  it('refuses an unresolved target and a bad array together', async () => {
    const { json } = await fromEnv('isolate-machine', { machineId: 'None', comment: 'x', waitSeconds: 'soon' });
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['machineId', 'waitSeconds']);
  });

  it('prefers resource fields by id to DEFENDER_*', async () => {
    const { code, json } = await fromEnv('test-connection', { label: 'by id', DEFENDER_LABEL: 'by variable' });
    expect(code).toBe(0);
    expect(json.label).toBe('by id');
  });

  it('reads a whole resource by field id', async () => {
    const { code, json } = await runAction(
      'test-connection',
      undefined,
      {
        apiUrl: tenant.env.DEFENDER_API_URL,
        authority: tenant.env.DEFENDER_AUTHORITY,
        tenantId: tenant.env.DEFENDER_TENANT_ID,
        clientId: tenant.env.DEFENDER_CLIENT_ID,
        clientSecret: tenant.env.DEFENDER_CLIENT_SECRET,
        NODE_EXTRA_CA_CERTS: tenant.env.NODE_EXTRA_CA_CERTS,
      },
      ['--from-env'],
    );
    expect(code).toBe(0);
    expect(json.ok).toBe(true);
  });

  it('reads the proxy from proxy_url', async () => {
    const { code, json } = await fromEnv('test-connection', { proxy_url: 'not a proxy' });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'resource.proxyUrl', message: expect.any(String) }]);
  });

  it('returns every declared field of a result, null if Defender left it out', async () => {
    const described = (await tenant.run('isolate-machine', undefined, {}, ['--describe'])).json.result.properties;
    const { code, json } = await fromEnv('isolate-machine', { computerDnsName: 'ws-001', comment: 'x' });
    expect(code).toBe(0);
    expect(Object.keys(json)).toEqual(expect.arrayContaining(Object.keys(described)));
    expect(json.relatedFileInfo).toEqual({ fileIdentifier: null, fileIdentifierType: null });
    expect(json.request).toMatchObject({ method: null, url: null });
    expect(json.title).toBeNull();
  });

  it('returns every declared field of every row', async () => {
    await tenant.control('settings', { pageSize: 10 });
    const described = (await tenant.run('list-machines', undefined, {}, ['--describe'])).json.result.properties;
    const { code, json } = await fromEnv('list-machines', { select: 'id,computerDnsName' });
    expect(code).toBe(0);
    expect(json.value).toHaveLength(25);
    for (const row of json.value) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.keys(described.value.items.properties)));
      expect(row.healthStatus).toBeNull();
    }
    expect(json).toMatchObject({ count: 25, totalCount: null, hasMore: false });
  });

  it('returns every column of a hunt in every row', async () => {
    const body = {
      Schema: [
        { Name: 'DeviceId', Type: 'String' },
        { Name: 'Count', Type: 'Int64' },
      ],
      Results: [{ Count: 1 }, { DeviceId: 'b' }],
    };
    await tenant.fault('/api/advancedqueries/run', { body });
    const { code, json } = await fromEnv('run-advanced-hunting-query', { query: 'x', huntingApi: 'defender' });
    expect(code).toBe(0);
    expect(json.results).toEqual([
      { DeviceId: null, Count: 1 },
      { DeviceId: 'b', Count: null },
    ]);
  });
});
