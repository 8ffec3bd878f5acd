import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await connect({ now: handClock().now, machines: 14 });
});
afterAll(() => client.close());

const path = (query: string): string => `/api/machines?${query.replaceAll(' ', '%20')}`;

describe('$filter on machines', () => {
  test.each<[filter: string, names: string[]]>([
    ["computerDnsName eq 'ws-001.contoso.example'", ['ws-001']],
    ["COMPUTERDNSNAME eq 'ws-001.contoso.example'", ['ws-001']],
    ["computerDnsName eq 'WS-001.contoso.example'", []],
    ["startswith(computerDnsName,'ws-1')", ['ws-1', 'ws-10']],
    [
      "endswith(computerDnsName, '01.contoso.example') and not startswith(computerDnsName,'ws')",
      ['lnx-web-01', 'srv-db-01'],
    ],
    [
      "contains(computerDnsName,'-0') and (osPlatform eq 'Linux' or osPlatform eq 'WindowsServer2022')",
      ['lnx-web-01', 'srv-db-01'],
    ],
    ["osPlatform in ('Linux','macOS')", ['lnx-web-01', 'mac-014']],
    ["osPlatform in ['Linux','macOS']", ['lnx-web-01', 'mac-014']],
    ["machineTags/any(t: t eq 'tier0')", ['srv-db-01']],
    ["machineTags/any(tag: startswith(tag,'prod'))", ['lnx-web-01', 'srv-db-01']],
    ["machineTags/any(t: t eq 'o''brien')", ['ws-10']],
    ["machineTags/all(t: t eq 'production') and machineTags/any()", ['lnx-web-01']],
    ["healthStatus eq 'inactive'", ['ws-002', 'ws-004']],
    ["onboardingStatus ne 'Onboarded'", ['', 'kiosk-05']],
    ["not (healthStatus eq 'Active')", ['', 'kiosk-05', 'ws-002', 'ws-004']],
    ["aadDeviceId eq null and osPlatform ne 'Windows10'", ['', 'lnx-web-01', 'srv-db-01']],
    ['lastSeen lt 2026-11-15T00:00:00Z', ['ws-002', 'ws-004']],
    [
      "lastSeen ge 2026-11-20T00:00:00Z and lastSeen le 2026-11-22T05:00:00+02:00 and startswith(computerDnsName,'ws-1')",
      ['ws-1', 'ws-10'],
    ],
    ["lastIpAddress eq '10.0.4.50'", ['ws-004', 'ws-005']],
    ['rbacGroupId eq 141', ['srv-db-01']],
    ["rbacGroupId eq '141'", ['srv-db-01']],
    ["(((lastIpAddress eq '10.0.4.17')))", ['ws-001']],
  ])('%s', async (filter, names) => {
    const answer = await client.get(path(`$filter=${filter.replaceAll('+', '%2B')}`));
    if (names.length === 0) {
      expect([answer.status, answer.json.error.code]).toEqual([404, 'ResourceNotFound']);
      return;
    }
    expect(answer.status, answer.text).toBe(200);
    const found = answer.json.value.map(
      (machine: { computerDnsName: string }) => machine.computerDnsName.split('.')[0],
    );
    expect(found.sort()).toEqual(names);
  });

  test('an escaped $ and a + for a space mean the same', async () => {
    const answer = await client.get('/api/v1.0/MACHINES?%24filter=computerDnsName+eq+%27ws-001.contoso.example%27');
    expect(answer.json.value).toHaveLength(1);
  });
});

describe('refused as ODataError', () => {
  test.each([
    '$filter=bogus eq 1',
    '$filter=firstSeen lt 2026-11-15T00:00:00Z',
    "$filter=lastExternalIpAddress eq '203.0.113.10'",
    '$filter=computerDnsName eq 1',
    "$filter=lastSeen gt '2026-11-15T00:00:00Z'",
    '$filter=lastSeen gt 2026-02-30T00:00:00Z',
    "$filter=computerDnsName eq 'x",
    "$filter=computerDnsName = 'x'",
    "$filter=computerDnsName eq 'x' and",
    "$filter=(computerDnsName eq 'x'",
    "$filter=computerDnsName eq 'x' extra",
    "$filter=tolower(computerDnsName) eq 'x'",
    `$filter=${'('.repeat(300)}id eq 'x'${')'.repeat(300)}`,
    "$filter=osPlatform in ['Linux')",
    '$filter=',
    '$top=10001',
    '$top=-1',
    '$top=abc',
    '$skip=1.5',
    '$orderby=bogus',
    '$orderby=id sideways',
    '$select=bogus',
    '$count=maybe',
    '$expand=alerts',
    'filter=x',
    '$top=1&$top=2',
  ])('%s', async (query) => {
    const answer = await client.get(path(query));
    expect([answer.status, answer.json.error.code]).toEqual([400, 'ODataError']);
    expect(answer.json.error.target).toBe(answer.headers['x-ms-request-id']);
  });
});

describe('order, pages and shape', () => {
  const names = (answer: { json: { value: { computerDnsName: string }[] } }) =>
    answer.json.value.map((machine) => machine.computerDnsName);

  test('$orderby accepts several keys, $select returns its names only, $count counts the matching rows', async () => {
    const answer = await client.get(
      path(
        "$filter=startswith(computerDnsName,'ws-00')&$orderby=computerDnsName desc,lastIpAddress asc&$select=computerDnsName,lastIpAddress&$count=true&$top=3&$skip=1",
      ),
    );
    expect(answer.json['@odata.count']).toBe(7);
    expect(answer.json['@odata.context']).toMatch(/\/api\/\$metadata#Machines$/);
    expect(answer.json.value).toEqual([
      { computerDnsName: 'ws-004.contoso.example', lastIpAddress: '10.0.4.50' },
      { computerDnsName: 'ws-003.contoso.example', lastIpAddress: '10.0.4.20' },
      { computerDnsName: 'ws-003.contoso.example', lastIpAddress: '10.0.4.21' },
    ]);
  });

  test('machines are listed last seen first, and a page past the end is empty', async () => {
    const all = await client.get('/api/machines');
    const seen = all.json.value.map((machine: { lastSeen: string }) => machine.lastSeen);
    expect(seen).toEqual([...seen].sort().reverse());
    expect((await client.get('/api/machines?$skip=14')).json.value).toEqual([]);
    expect(all.text).not.toMatch(/[:,]\s/);
  });

  test('an incomplete page links to the next one, unless the settings say otherwise', async () => {
    await client.control('settings', { pageSize: 5 });
    const all = names(await client.get('/api/machines?$top=12'));
    expect(all).toHaveLength(5);
    const paged: string[] = [];
    let next: string | undefined = '/api/machines?$top=12&$orderby=id';
    while (next !== undefined) {
      const answer = await client.get(next);
      paged.push(...names(answer));
      const link: string | undefined = answer.json['@odata.nextLink'];
      next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
    }
    expect(paged).toHaveLength(12);
    await client.control('settings', { nextLinks: false });
    const silent = await client.get('/api/machines');
    expect([silent.json.value.length, '@odata.nextLink' in silent.json]).toEqual([5, false]);
    await client.control('settings', { pageSize: 10_000, nextLinks: true });
    expect('@odata.nextLink' in (await client.get('/api/machines?$top=3')).json).toBe(false);
  });
});
