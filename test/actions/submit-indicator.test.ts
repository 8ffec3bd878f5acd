import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { useActionTenant } from '../support/action-tenant.ts';
import { batchRunner } from '../support/batch.ts';
import { temporaryFolder } from '../support/process.ts';

const tenant = useActionTenant();
const base = { action: 'Block', title: 'Title', description: 'Text' };
const run = (params: object) => tenant.run('submit-indicator', { ...base, ...params });
const day = 86_400_000;

describe('submit-indicator', () => {
  it('sends every field as Defender spells it', async () => {
    const params = {
      indicatorValue: 'https://evil.example/login',
      indicatorType: 'Url',
      severity: 'High',
      expirationTime: '2099-01-02T03:04:05+01:00',
      application: 'SOAR',
      recommendedActions: 'Look',
      rbacGroupNames: ['Workstations'],
      educateUrl: 'https://help.example',
      generateAlert: true,
    };
    const { code, stderr, json } = await run(params);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ ...base, indicatorValue: params.indicatorValue, id: expect.stringMatching(/^\d+$/) });
    const writes = await tenant.writes();
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/indicators']);
    expect(writes[0]?.body).toEqual({ ...base, ...params, expirationTime: '2099-01-02T02:04:05.000Z' });
    expect(tenant.held.indicators.get(json.id)).toMatchObject({ indicatorValue: params.indicatorValue });
  });

  it('updates the one of the same value and type', async () => {
    const { json } = await run({ indicatorValue: '203.0.113.66', title: 'New title' });
    expect(json).toMatchObject({ id: '991', title: 'New title' });
    expect(tenant.held.indicators.get('991')?.title).toBe('New title');
  });

  it('reads expirationTime ahead from now', async () => {
    await run({ indicatorValue: 'a.example', expirationTime: 'P30D' });
    const at = Date.parse((await tenant.writes())[0]?.body.expirationTime);
    expect(at).toBe(tenant.clock.now() + 30 * day);
  });

  it('Audit forces generateAlert', async () => {
    await run({ indicatorValue: 'a.example', action: 'Audit', generateAlert: false });
    expect((await tenant.writes())[0]?.body).toMatchObject({ action: 'Audit', generateAlert: true });
  });

  it('writes IPv6 out in full', async () => {
    await run({ indicatorValue: '2001:DB8::1' });
    expect((await tenant.writes())[0]?.body).toMatchObject({
      indicatorType: 'IpAddress',
      indicatorValue: '2001:0db8:0000:0000:0000:0000:0000:0001',
    });
  });

  it('dryRun shows the request and writes nothing', async () => {
    const { code, json } = await run({ indicatorValue: 'a.example', dryRun: true });
    expect(code).toBe(0);
    expect(json).toEqual({
      dryRun: true,
      status: 'DryRun',
      request: {
        method: 'POST',
        url: `${tenant.env.DEFENDER_API_URL}/api/indicators`,
        body: { ...base, indicatorValue: 'a.example', indicatorType: 'DomainName' },
      },
    });
    expect(await tenant.writes()).toEqual([]);
  });

  it('lists every broken rule at once, and sends nothing', async () => {
    const { code, json } = await run({
      indicatorValue: '10.0.0.0/8',
      indicatorType: 'IpAddress',
      action: 'BlockAndRemediate',
      expirationTime: '2020-01-01 00:00:00',
      educateUrl: 'https://help.example',
    });
    expect(code).toBe(2);
    const paths = json.error.details.map(({ path }: { path: string }) => path).sort();
    expect(paths).toEqual(['action', 'educateUrl', 'expirationTime', 'indicatorValue']);
    expect(await tenant.journal()).toEqual([]);
  });

  it('refuses a URL without its scheme, alone and in a batch', async () => {
    const rule = { path: 'indicatorValue', message: expect.stringContaining('a URL needs its scheme') };
    const alone = await run({ indicatorValue: 'docs.contoso.example/document/d/abc' });
    expect(alone.code).toBe(2);
    expect(alone.json.error).toMatchObject({ code: 'invalid_params', details: [rule] });
    const values = ['/document/d/abc', '?id=7', '#x', '\\share'].map((rest) => `docs.contoso.example${rest}`);
    const items = [...values, 'evil%2eexample'].map((indicatorValue) => ({ ...base, indicatorValue }));
    const { code, lines } = await batchRunner(tenant)('submit-indicator', [
      ...items,
      { ...items[0], action: 'Allowed' },
    ]);
    expect(code).toBe(7);
    expect(lines.map(({ error }) => error?.details)).toEqual(Array(6).fill([rule]));
    expect(await tenant.journal()).toEqual([]);
  });

  it('refuses AlertAndBlock of a file, naming its successor', async () => {
    const { code, json } = await run({ indicatorValue: 'a'.repeat(40), action: 'AlertAndBlock' });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([{ path: 'action', message: expect.stringContaining('BlockAndRemediate') }]);
  });

  it('keeps the refusal of Defender', async () => {
    const body = { error: { code: 'BadRequest', message: 'Max capacity reached', target: 't' } };
    await tenant.fault('/api/indicators', { method: 'POST', status: 400, body });
    const { code, json } = await run({ indicatorValue: 'a.example' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', defenderCode: 'BadRequest' });
    expect(json.error.message).toContain('Max capacity reached');
  });

  it('is never sent twice when the answer is lost', async () => {
    await tenant.fault('/api/indicators', { method: 'POST', commitThenDrop: true });
    const { code, json } = await run({ indicatorValue: 'a.example' });
    expect(code).toBe(0);
    expect(await tenant.writes()).toHaveLength(1);
    expect(json).toMatchObject({ indicatorValue: 'a.example', id: expect.any(String) });
  });
});

describe('onExisting', () => {
  const there = { indicatorValue: '203.0.113.66', title: 'New title' };
  const calls = async () => (await tenant.calls()).map((call) => call.split('?')[0]);

  it('left out reads nothing and says nothing of before', async () => {
    const { json } = await run(there);
    expect(json).not.toHaveProperty('previous');
    expect(await calls()).toEqual(['POST /api/indicators']);
  });

  it('update says what was there before', async () => {
    const { json } = await run({ ...there, onExisting: 'update' });
    expect(json).toMatchObject({ id: '991', title: 'New title', previous: { title: 'Command and control' } });
    expect(json).not.toHaveProperty('kept');
    expect((await tenant.writes())[0]?.body).not.toHaveProperty('onExisting');
  });

  it.each(['update', 'keep', 'fail'])('%s creates one that is new', async (onExisting) => {
    const { code, json } = await run({ indicatorValue: 'new.example', onExisting });
    expect({ code, json }).toMatchObject({ code: 0, json: { indicatorValue: 'new.example', previous: null } });
    expect(tenant.held.indicators.get(json.id)).toMatchObject({ indicatorValue: 'new.example' });
  });

  it('keep returns the existing one, in any spelling, and writes nothing', async () => {
    await tenant.seed('indicators', [
      { id: '2001', indicatorValue: 'Beacon.EXAMPLE', indicatorType: 'DomainName', action: 'Audit' },
    ]);
    const { code, json } = await run({ indicatorValue: 'beacon.example.', onExisting: 'keep' });
    expect(code).toBe(0);
    expect(json).toMatchObject({ id: '2001', action: 'Audit', kept: true, previous: { id: '2001' } });
    expect(await tenant.writes()).toEqual([]);
  });

  it('does not take one of another type for the same', async () => {
    const indicatorValue = 'ab'.repeat(20);
    await tenant.seed('indicators', [{ indicatorValue, indicatorType: 'CertificateThumbprint' }]);
    const { json } = await run({ indicatorValue, indicatorType: 'FileSha1', onExisting: 'fail' });
    expect(json).toMatchObject({ indicatorType: 'FileSha1', previous: null });
  });

  it('fail is a conflict with the existing one, and writes nothing', async () => {
    for (const dryRun of [false, true]) {
      const { code, json } = await run({ ...there, onExisting: 'fail', dryRun });
      expect(code).toBe(4);
      expect(json.error).toMatchObject({ code: 'conflict', details: { previous: { id: '991' } } });
    }
    expect(await tenant.writes()).toEqual([]);
  });

  it('of a dry run says what would become of it', async () => {
    const keep = await run({ ...there, onExisting: 'keep', dryRun: true });
    expect(keep.json).toMatchObject({ dryRun: true, status: 'DryRun', kept: true, id: '991' });
    const update = await run({ ...there, onExisting: 'update', dryRun: true });
    expect(update.json).toMatchObject({ dryRun: true, request: { method: 'POST' }, previous: { id: '991' } });
    expect(await tenant.writes()).toEqual([]);
  });

  it('in a batch is answered line by line after one reading', async () => {
    const items = [
      { ...there, onExisting: 'keep' },
      { indicatorValue: 'malware.example', onExisting: 'fail' },
      { indicatorValue: 'new.example', onExisting: 'keep' },
      { indicatorValue: 'https://phish.example/login', onExisting: 'update' },
      { indicatorValue: 'other.example' },
    ].map((item) => ({ ...base, ...item }));
    const { code, lines } = await batchRunner(tenant)('submit-indicator', items);
    expect(code).toBe(7);
    expect(lines).toMatchObject([
      { result: { id: '991', kept: true, title: 'Command and control' } },
      { error: { code: 'conflict', details: { previous: { id: '992' } } } },
      { result: { indicatorValue: 'new.example', previous: null } },
      { result: { id: '993', previous: { action: 'Warn' } } },
      { result: { indicatorValue: 'other.example' } },
    ]);
    expect(lines[4].result).not.toHaveProperty('previous');
    expect(await calls()).toEqual(['GET /api/indicators', 'POST /api/indicators/import']);
    const [write] = await tenant.writes();
    expect(write?.body.Indicators.map((one: { indicatorValue: string }) => one.indicatorValue)).toEqual([
      'new.example',
      'https://phish.example/login',
      'other.example',
    ]);
  });

  it('in a batch keeps its answers if the call is refused', async () => {
    await tenant.fault('/api/indicators/import', {
      method: 'POST',
      status: 400,
      body: { error: { code: 'BadRequest' } },
    });
    const items = [
      { ...base, ...there, onExisting: 'keep' },
      { ...base, indicatorValue: 'new.example', onExisting: 'keep' },
    ];
    const { lines } = await batchRunner(tenant)('submit-indicator', items);
    expect(lines).toMatchObject([{ result: { kept: true } }, { error: { code: 'rejected' } }]);
  });

  it('that cannot be read sends nothing', async () => {
    await tenant.fault('/api/indicators', { method: 'GET', status: 403 });
    const { code } = await run({ ...there, onExisting: 'keep' });
    expect(code).toBe(3);
    expect(await tenant.writes()).toEqual([]);
  });

  it('is refused by a separate process if it is another word', async () => {
    const { code, json } = await tenant.runProcess('submit-indicator', { ...base, ...there, onExisting: 'keeps' });
    expect(code).toBe(2);
    expect(json.error.details).toEqual([
      { path: 'onExisting', message: expect.stringContaining('did you mean keep?') },
    ]);
  });
});

describe('indicatorValues', () => {
  const indicatorValues = ['evil.example', '2001:db8::7', 'AB'.repeat(20)];

  it('submits each value in one call', async () => {
    const { code, json } = await run({ indicatorValues });
    expect(code).toBe(0);
    expect(json.outcomes.map(({ indicatorValue }: { indicatorValue: string }) => indicatorValue)).toEqual(
      indicatorValues,
    );
    for (const { result } of json.outcomes) expect(tenant.held.indicators.get(result.id)).toMatchObject(base);
    const [write, ...others] = await tenant.writes();
    expect(others).toEqual([]);
    expect(write).toMatchObject({
      path: '/api/indicators/import',
      body: {
        Indicators: [
          { ...base, indicatorValue: 'evil.example', indicatorType: 'DomainName' },
          { ...base, indicatorValue: '2001:0db8:0000:0000:0000:0000:0000:0007', indicatorType: 'IpAddress' },
          { ...base, indicatorValue: 'ab'.repeat(20), indicatorType: 'FileSha1' },
        ],
      },
    });
  });

  it('of a dry run shows the call, and writes nothing', async () => {
    const { code, json } = await run({
      indicatorValues: ['203.0.113.66', 'new.example'],
      onExisting: 'keep',
      dryRun: true,
    });
    expect(code).toBe(0);
    expect(json).toMatchObject({
      dryRun: true,
      request: { body: { Indicators: [{ indicatorValue: 'new.example' }] } },
      outcomes: [{ result: { kept: true, dryRun: true } }, { result: { previous: null, dryRun: true } }],
    });
    expect(await tenant.writes()).toEqual([]);
  });

  it('fails if one value fails, and lists what became of each', async () => {
    const { code, json } = await run({ indicatorValues: ['new.example', '203.0.113.66'], onExisting: 'fail' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 of 2 indicators failed'),
      details: {
        outcomes: [
          { indicatorValue: 'new.example', result: { previous: null } },
          { indicatorValue: '203.0.113.66', error: { code: 'conflict' } },
        ],
      },
    });
    expect((await tenant.writes())[0]?.body.Indicators).toHaveLength(1);
  });

  it('is refused as a whole if one value is protected, nothing is sent', async () => {
    const env = { DEFENDER_PROTECTED_INDICATORS: 'private' };
    for (const dryRun of [false, true]) {
      const params = { ...base, indicatorValues: ['evil.example', '10.0.0.1'], dryRun };
      const { json } = await tenant.run('submit-indicator', params, env);
      expect(json.error).toMatchObject({
        code: 'protected_indicator',
        details: { indicatorValue: '10.0.0.1', matched: 'private' },
      });
    }
    expect(await tenant.journal()).toEqual([]);
  });

  it.each([
    [{ indicatorValues: ['evil.example', '10.0.0.0/8', 'x'] }, ['indicatorValues.1', 'indicatorValues.2']],
    [{ indicatorValues: ['evil.example', 'EVIL.example.'] }, ['indicatorValues.1']],
    [{ indicatorValues: ['evil.example'], indicatorValue: 'a.example' }, ['indicatorValue']],
    [{ indicatorValues: ['evil.example', 'ab'.repeat(20)], action: 'BlockAndRemediate' }, ['action']],
    [{ indicatorValues: [] }, ['indicatorValues']],
    [{ indicatorValues: Array.from({ length: 501 }, (_, index) => `h${index}.example`) }, ['indicatorValues']],
    [{}, ['indicatorValue']],
  ])('is refused in %j', async (params, paths) => {
    const { code, json } = await run(params);
    expect(code).toBe(2);
    expect(json.error.details.map(({ path }: { path: string }) => path)).toEqual(paths);
    expect(await tenant.journal()).toEqual([]);
  });

  it('is refused in a line of a batch, other lines are sent', async () => {
    for (const dryRun of [true, false]) {
      const items = [{ indicatorValues }, { indicatorValue: 'evil.example' }].map((item) => ({
        ...base,
        ...item,
        dryRun,
      }));
      const { lines } = await batchRunner(tenant)('submit-indicator', items);
      expect(lines[0].error).toMatchObject({ code: 'invalid_params', details: [{ path: 'indicatorValues' }] });
      expect(lines[1]).toHaveProperty('result');
    }
    expect((await tenant.writes())[0]?.body.Indicators).toHaveLength(1);
  });

  it('is submitted by a separate process too', async () => {
    const { code, json } = await tenant.runProcess('submit-indicator', { ...base, indicatorValues });
    expect({ code, count: json.outcomes?.length }).toEqual({ code: 0, count: 3 });
  });
});

describe('a protected indicator', () => {
  const list = { DEFENDER_PROTECTED_INDICATORS: 'contoso.com, 10.0.0.0/8\nhttps://files.example/share/*' };
  const protectedRun = (params: object, env = list) => tenant.run('submit-indicator', { ...base, ...params }, env);

  it.each([
    ['Block', 'login.contoso.com', 'contoso.com'],
    ['Warn', 'https://CONTOSO.com:443/x', 'contoso.com'],
    ['Block', '10.1.2.3', '10.0.0.0/8'],
    ['Block', '0:0:0:0:0:ffff:0a01:0203', '10.0.0.0/8'],
    ['Block', 'files.example', 'https://files.example/share/*'],
  ])('is refused to %s of %s, nothing is sent', async (action, indicatorValue, matched) => {
    for (const dryRun of [false, true]) {
      const { code, json, stderr } = await protectedRun({ action, indicatorValue, dryRun });
      expect(code).toBe(4);
      expect(json.error).toMatchObject({ code: 'protected_indicator', details: { indicatorValue, matched } });
      expect(stderr).toMatch(/^protected_indicator: /);
    }
    expect(await tenant.journal()).toEqual([]);
  });

  it('is refused to BlockAndRemediate of a hash', async () => {
    const indicatorValue = 'AB'.repeat(20);
    const env = { DEFENDER_PROTECTED_INDICATORS: indicatorValue.toLowerCase() };
    const { json } = await protectedRun({ action: 'BlockAndRemediate', indicatorValue }, env);
    expect(json.error.code).toBe('protected_indicator');
    expect(await tenant.journal()).toEqual([]);
  });

  it.each(['Allowed', 'Audit'])('may be %s', async (action) => {
    expect((await protectedRun({ action, indicatorValue: 'login.contoso.com' })).code).toBe(0);
  });

  it('is refused in a batch, line by line', async () => {
    const values = ['evil.example', 'www.contoso.com', '203.0.113.9', '10.0.0.1'];
    const items = values.map((indicatorValue) => ({ ...base, indicatorValue }));
    const { code, lines } = await batchRunner(tenant)('submit-indicator', items, [], list);
    expect(code).toBe(7);
    expect(lines.map(({ result, error }) => result?.indicatorValue ?? error.code)).toEqual([
      'evil.example',
      'protected_indicator',
      '203.0.113.9',
      'protected_indicator',
    ]);
    const [write, ...others] = await tenant.writes();
    expect(others).toEqual([]);
    expect(write?.body.Indicators.map((one: { indicatorValue: string }) => one.indicatorValue)).toEqual([
      'evil.example',
      '203.0.113.9',
    ]);
  });

  it('is refused as such in a batch whose call is refused', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const items = ['evil.example', 'contoso.com'].map((indicatorValue) => ({ ...base, indicatorValue }));
    const { lines } = await batchRunner(tenant)('submit-indicator', items, [], list);
    expect(lines.map(({ error }) => error.code)).toEqual(['permission_denied', 'protected_indicator']);
  });

  it('is refused in a batch of protected ones alone and of dry runs, nothing is sent', async () => {
    for (const dryRun of [false, true]) {
      const items = ['contoso.com', '10.0.0.1'].map((indicatorValue) => ({ ...base, indicatorValue, dryRun }));
      const { lines } = await batchRunner(tenant)('submit-indicator', items, [], list);
      expect(lines.map(({ error }) => error.code)).toEqual(['protected_indicator', 'protected_indicator']);
    }
    expect(await tenant.journal()).toEqual([]);
  });

  it('that cannot be read is invalid_resource', async () => {
    const env = { DEFENDER_PROTECTED_INDICATORS: 'contoso.com, own-domains, *' };
    const { code, json } = await protectedRun({ indicatorValue: 'evil.example' }, env);
    expect(code).toBe(2);
    expect(json.error.code).toBe('invalid_resource');
    expect(json.error.details.map(({ path }: { path: string }) => path)).toEqual(
      Array(2).fill('resource.protectedIndicators'),
    );
    expect(await tenant.journal()).toEqual([]);
  });

  it('is refused by a separate process that reads a YAML list, and shown by test-connection', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'resource.yaml');
    const { DEFENDER_API_URL, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET, DEFENDER_AUTHORITY } =
      tenant.env;
    const fields = {
      apiUrl: DEFENDER_API_URL,
      tenantId: DEFENDER_TENANT_ID,
      clientId: DEFENDER_CLIENT_ID,
      clientSecret: DEFENDER_CLIENT_SECRET,
      authority: DEFENDER_AUTHORITY,
      protectedIndicators: ['*.contoso.com', 'private'],
    };
    writeFileSync(file, stringify(fields));
    const params = { ...base, indicatorValue: 'http://127.0.0.1/x' };
    const { code, json } = await tenant.runProcess('submit-indicator', params, {}, ['--resource', file]);
    expect(code).toBe(4);
    expect(json.error.details).toEqual({ indicatorValue: params.indicatorValue, matched: 'private' });
    const report = await tenant.runProcess('test-connection', {}, {}, ['--resource', file]);
    expect(report.json.protectedIndicators).toEqual(['*.contoso.com', 'private']);
    expect(await tenant.writes()).toEqual([]);
  });
});
