import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';
import { batchRunner } from '../support/batch.ts';

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
