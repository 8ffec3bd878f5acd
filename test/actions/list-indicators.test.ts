import { describe, expect, it } from 'vitest';
import listIndicators from '../../actions/list-indicators.ts';
import { systemClock } from '../../src/clock.ts';
import { useActionTenant } from '../support/action-tenant.ts';
import { runHere } from '../support/in-process.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-indicators', params);

describe('list-indicators', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['value', 'count', 'hasMore']);
    expect(json).toMatchObject({ count: 5, hasMore: false });
    expect(json.value[0]).toMatchObject({ id: expect.stringMatching(/^\d+$/), indicatorValue: expect.any(String) });
    expect(await tenant.calls()).toEqual(['GET /api/indicators?$top=10000']);
  });

  it.each([
    [{ indicatorType: 'IpAddress', action: 'Block' }, "indicatorType eq 'IpAddress' and action eq 'Block'", 1],
    [{ severity: 'High' }, "severity eq 'High'", 2],
    [{ indicatorValue: 'malware.example' }, "indicatorValue eq 'malware.example'", 1],
    [{ title: "It's here" }, "title eq 'It''s here'", 0],
    [
      { filter: "severity eq 'Low' or severity eq 'High'", action: 'Warn' },
      "action eq 'Warn' and (severity eq 'Low' or severity eq 'High')",
      1,
    ],
  ])('filters by %j', async (params, filter, count) => {
    const { code, json } = await run(params);
    expect(code).toBe(0);
    expect(json.count).toBe(count);
    const [call] = await tenant.calls();
    expect(call).toContain(`$filter=${filter}&`);
  });

  it('looks for an IPv6 address as Defender holds it', async () => {
    const indicatorValue = '2001:0db8:0000:0000:0000:0000:0000:0001';
    await tenant.seed('indicators', [{ indicatorValue, indicatorType: 'IpAddress' }]);
    const { json } = await run({ indicatorValue: '2001:db8::1' });
    expect(json.count).toBe(1);
    expect(json.value[0].indicatorValue).toBe(indicatorValue);
  });

  it('finds a value as it was entered in the portal, and no longer value that begins with it', async () => {
    await tenant.seed('indicators', [
      { indicatorValue: 'EVIL.example', indicatorType: 'DomainName' },
      { indicatorValue: '2001:db8::1', indicatorType: 'IpAddress' },
      { indicatorValue: 'docs.contoso.example', indicatorType: 'DomainName' },
    ]);
    const found = async (indicatorValue: string) => {
      const { json } = await runHere(listIndicators, { indicatorValue }, { env: tenant.env, clock: systemClock });
      return json.value.map((held: { indicatorValue: string }) => held.indicatorValue);
    };
    expect(await found('EVIL.example')).toEqual(['EVIL.example']);
    expect(await found('2001:0db8:0:0:0:0:0:1')).toEqual(['2001:db8::1']);
    expect(await found('docs.contoso.example/document')).toEqual([]);
  });

  it('cuts to top and says so', async () => {
    const { json } = await run({ top: 2, orderBy: 'indicatorValue desc' });
    expect(json).toMatchObject({ count: 2, hasMore: true });
    expect((await run({ top: 5 })).json).toMatchObject({ count: 5, hasMore: false });
    expect((await tenant.calls())[0]).toBe('GET /api/indicators?$orderby=indicatorValue desc&$top=3');
  });

  it('needs one of two permissions', async () => {
    await tenant.control('grants', { roles: ['Machine.Read.All'] });
    const { code, json } = await tenant.run('list-indicators', {}, { DEFENDER_TOKEN_CACHE: 'off' });
    expect(code).toBe(3);
    expect(json.error.hint).toContain('Ti.ReadWrite.All');
  });
});
