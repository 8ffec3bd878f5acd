import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();
const run = (params: object) => tenant.run('list-machines', params);
const names = (json: { value: { computerDnsName: string }[] }) =>
  json.value.map(({ computerDnsName }) => computerDnsName);

describe('list-machines', () => {
  it('lists them all', async () => {
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Object.keys(json)).toEqual(['value', 'count', 'hasMore']);
    expect(json).toMatchObject({ count: 25, hasMore: false });
    expect(await tenant.calls()).toEqual(['GET /api/machines?$top=10000']);
  });

  it.each([
    [
      { computerDnsName: 'ws-001.contoso.example' },
      "(computerDnsName eq 'ws-001.contoso.example' or computerDnsName eq 'WS-001.contoso.example')",
    ],
    [
      { computerDnsName: 'ws-1' },
      "(computerDnsName eq 'ws-1' or computerDnsName eq 'WS-1' or startswith(computerDnsName,'ws-1.') or startswith(computerDnsName,'WS-1.'))",
    ],
    [{ nameStartsWith: 'ws-1.' }, "(startswith(computerDnsName,'ws-1.') or startswith(computerDnsName,'WS-1.'))"],
    [
      { nameStartsWith: 'WS-1', osPlatform: 'Windows10' },
      "osPlatform eq 'Windows10' and (startswith(computerDnsName,'ws-1') or startswith(computerDnsName,'WS-1'))",
    ],
    [{ ipAddress: '10.0.4.17' }, "lastIpAddress eq '10.0.4.17'"],
    [{ healthStatus: 'Inactive' }, "healthStatus eq 'Inactive'"],
    [{ riskScore: 'High', exposureLevel: 'Medium' }, "riskScore eq 'High' and exposureLevel eq 'Medium'"],
    [{ onboardingStatus: 'CanBeOnboarded' }, "onboardingStatus eq 'CanBeOnboarded'"],
    [{ osPlatform: 'Linux' }, "osPlatform eq 'Linux'"],
    [
      { machineTag: "o'brien", osPlatform: 'Windows10' },
      "osPlatform eq 'Windows10' and machineTags/any(t: t eq 'o''brien')",
    ],
    [
      { filter: "osPlatform eq 'macOS' or osPlatform eq 'Linux'", healthStatus: 'Active' },
      "healthStatus eq 'Active' and (osPlatform eq 'macOS' or osPlatform eq 'Linux')",
    ],
    [{ filter: "osPlatform eq 'macOS'" }, "osPlatform eq 'macOS'"],
  ])('filters by %j', async (params, filter) => {
    const { code, json } = await run(params);
    expect(json.error).toBeUndefined();
    expect(code).toBe(0);
    expect(json.count).toBeGreaterThan(0);
    expect(json.count).toBeLessThan(25);
    expect(await tenant.calls()).toEqual([`GET /api/machines?$filter=${filter}&$top=10000`]);
  });

  it('by a short name does not find a longer name that begins with it', async () => {
    expect(names((await run({ computerDnsName: 'ws-1' })).json)).toEqual(['ws-1.contoso.example']);
    expect(names((await run({ nameStartsWith: 'ws-1' })).json)).toContain('ws-10.contoso.example');
  });

  it('escapes what would end the literal', async () => {
    const { code, json } = await run({ osPlatform: "x' or 1 eq 1 or osPlatform eq 'x" });
    expect(code).toBe(0);
    expect(json.count).toBe(0);
    const sent = (await tenant.journal()).find(({ path }) => path === '/api/machines');
    expect(decodeURIComponent(String(sent?.query))).toContain("osPlatform eq 'x'' or 1 eq 1 or osPlatform eq ''x'");
  });

  it('asks for a tag alone by its own function', async () => {
    const { json } = await run({ machineTag: 'production' });
    expect(names(json).sort()).toEqual(['lnx-web-01.contoso.example', 'srv-db-01.contoso.example']);
    expect(await tenant.calls()).toEqual(['GET /api/machines/findbytag?tag=production&useStartsWithFilter=false']);
    const cut = await run({ machineTag: 'production', top: 1 });
    expect(cut.json).toMatchObject({ count: 1, hasMore: true });
  });

  it('reads seenSince back from now', async () => {
    const { json } = await run({ seenSince: 'P8D' });
    expect(json.count).toBeGreaterThan(0);
    expect(names(json)).not.toContain('ws-004.contoso.example');
    const [call] = await tenant.calls();
    const since = Date.parse(/lastSeen ge (\S+)&/.exec(String(call))?.[1] ?? '');
    expect(since).toBe(tenant.clock.now() - 8 * 86_400_000);
  });

  it('passes select, orderBy and skip through', async () => {
    const { json } = await run({ select: 'id,computerDnsName', orderBy: 'computerDnsName asc', skip: 3, top: 2 });
    expect(Object.keys(json.value[0]).sort()).toEqual(['computerDnsName', 'id']);
    expect(json).toMatchObject({ count: 2, hasMore: true });
    expect(await tenant.calls()).toEqual([
      'GET /api/machines?$orderby=computerDnsName asc&$select=id,computerDnsName&$top=3&$skip=3',
    ]);
  });

  it('counts what matches if requested', async () => {
    const { json } = await run({ top: 1, includeCount: true });
    expect(Object.keys(json)).toEqual(['value', 'count', 'totalCount', 'hasMore']);
    expect(json).toMatchObject({ count: 1, totalCount: 25, hasMore: true });
  });

  it.each([true, false])('follows pages to the end, with next links: %s', async (nextLinks) => {
    await tenant.control('settings', { nextLinks, pageSize: 10 });
    const { json } = await run(nextLinks ? {} : { top: 25 });
    expect(new Set(json.value.map(({ id }: { id: string }) => id)).size).toBe(nextLinks ? 25 : json.count);
    expect(json.hasMore).toBe(false);
  });

  it.each([
    [24, true],
    [25, false],
    [26, false],
  ])('top %i of 25: hasMore %s', async (top, hasMore) => {
    await tenant.control('settings', { pageSize: 7 });
    const { json } = await run({ top });
    expect(json).toMatchObject({ count: Math.min(top, 25), hasMore });
  });

  it("takes Defender's 404 for none as an empty list", async () => {
    await tenant.seed('machines', [], true);
    const { code, stderr, json } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({ value: [], count: 0, hasMore: false });
    expect((await tenant.journal()).at(-1)?.status).toBe(404);
  });

  it('keeps what Defender says about a filter it cannot read', async () => {
    const { code, json } = await run({ filter: 'nonsense' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 400, defenderCode: 'ODataError' });
  });
});
