import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

let client: Client;
beforeAll(async () => {
  client = await connect({ now: handClock().now });
});
afterAll(() => client.close());

async function hunt(query: string) {
  return await client.post('/api/advancedqueries/run', { Query: query });
}

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const answer = await hunt(query);
  expect(answer.status, answer.text).toBe(200);
  return answer.json.Results;
}

describe('queries that run', () => {
  const machines = 25;
  test.each<[query: string, results: unknown]>([
    ['DeviceInfo | count', [{ Count: machines }]],
    ['DeviceInfo | summarize Machines = count()', [{ Machines: machines }]],
    [
      'DeviceInfo | where DeviceName == "ws-001.contoso.example" | project DeviceName',
      [{ DeviceName: 'ws-001.contoso.example' }],
    ],
    ['DeviceInfo | where DeviceName == "WS-001.contoso.example" | count', [{ Count: 0 }]],
    ['DeviceInfo | where DeviceName =~ "WS-001.contoso.example" | count', [{ Count: 1 }]],
    ['DeviceInfo | where DeviceName has "ws-001" | count // a comment', [{ Count: 1 }]],
    ['DeviceInfo | where DeviceName startswith "WS-00" | distinct DeviceName | count', [{ Count: 5 }]],
    [
      'DeviceInfo | where DeviceName in~ ("WS-1.contoso.example", "ws-10.contoso.example") | project DeviceName | order by DeviceName asc',
      [{ DeviceName: 'ws-1.contoso.example' }, { DeviceName: 'ws-10.contoso.example' }],
    ],
    ['DeviceInfo | where isempty(DeviceName) | count', [{ Count: 1 }]],
    [
      'DeviceInfo | where not(isnotempty(DeviceName)) or DeviceName endswith_cs "db-01.contoso.example" | count',
      [{ Count: 2 }],
    ],
    [
      'DeviceInfo | where Timestamp > ago(1d) and Timestamp <= now() | where DeviceName !has "ws" and DeviceName contains "db" | count',
      [{ Count: 1 }],
    ],
    [
      'DeviceInfo | where Timestamp between (datetime(2026-11-01) .. datetime("2026-11-03")) | where DeviceName == "ws-002.contoso.example" | count',
      [{ Count: 1 }],
    ],
    ['DeviceInfo | where OSPlatform in ("Linux", "macOS") | summarize dcount(OSPlatform)', [{ dcount_OSPlatform: 2 }]],
    [
      'DeviceProcessEvents | where FileName == "invoice-viewer.exe" | project DeviceName, Line = ProcessCommandLine | take 1',
      [{ DeviceName: 'ws-001.contoso.example', Line: '"C:\\Users\\j.doe\\Downloads\\invoice-viewer.exe" /quiet' }],
    ],
    [
      'DeviceProcessEvents | where ProcessCommandLine has_any ("quiet", "nothing") | where FolderPath startswith @"C:\\Users" | count',
      [{ Count: 1 }],
    ],
    [
      'DeviceFileEvents\n| where Timestamp > ago(1h)\n| where FileName has "updater-helper"\n| summarize Count = count(), Hosts = make_set(DeviceName) by FileName\n| top 1 by Count desc',
      [{ FileName: 'updater-helper.dll', Count: 1, Hosts: ['ws-001.contoso.example'] }],
    ],
    [
      'union DeviceFileEvents, DeviceImageLoadEvents | where FileName =~ "UPDATER-HELPER.DLL" | summarize count() by ActionType | sort by ActionType asc',
      [
        { ActionType: 'FileCreated', count_: 1 },
        { ActionType: 'ImageLoaded', count_: 1 },
      ],
    ],
    [
      'DeviceImageLoadEvents | union (DeviceFileEvents | where FileName == "updater-helper.dll") | count',
      [{ Count: 2 }],
    ],
    [
      'let name = "ws-001.contoso.example"; let mine = DeviceInfo | where DeviceName == name; mine | extend a = 1 + 2 * 3, b = strcat("x", tostring(7)) | project a, b;',
      [{ a: 7, b: 'x7' }],
    ],
    [
      'DeviceInfo | where DeviceName == "ws-001.contoso.example" | project-away Time*, D*, C*, P*, O*, A*, L*, R*, M*, E* | limit 1',
      [{ IsAzureADJoined: true }],
    ],
    [
      "DeviceInfo | where DeviceName == 'ws-10.contoso.example' | project RegistryDeviceTag, Long = 9007199254740993 - 2, Span = datetime(2026-01-02) - datetime(2026-01-01 23:00)",
      [{ RegistryDeviceTag: 'finance', Long: 9007199254740991, Span: '01:00:00' }],
    ],
    [
      'DeviceNetworkEvents | where RemoteIP == "203.0.113.66" and RemotePort between (400 .. 500) | summarize arg_max(Timestamp, RemoteUrl) by DeviceName | project RemoteUrl',
      [{ RemoteUrl: 'malware.example' }],
    ],
    [
      'DeviceLogonEvents | where IsLocalAdmin == true and ActionType == "none" | summarize count(), max(LogonId)',
      [{ count_: 0, max_LogonId: null }],
    ],
  ])('%s', async (query, results) => {
    expect(await rows(query)).toEqual(results);
  });

  test('a response has Stats, as documented for the same call of the XDR API', async () => {
    const { json } = await hunt('DeviceInfo | take 3');
    expect(Object.keys(json)).toEqual(['Stats', 'Schema', 'Results']);
    expect(json.Stats).toMatchObject({
      ExecutionTime: expect.any(Number),
      dataset_statistics: [{ table_row_count: 3 }],
    });
  });

  test('the schema names types, times have seven digits and long integers keep all of theirs', async () => {
    const answer = await hunt(
      'DeviceProcessEvents | take 1 | project Timestamp, ProcessUniqueId, IsProcessRemoteSession, FileName, x = 1.5',
    );
    expect(answer.json.Schema).toEqual([
      { Name: 'Timestamp', Type: 'DateTime' },
      { Name: 'ProcessUniqueId', Type: 'Int64' },
      { Name: 'IsProcessRemoteSession', Type: 'Boolean' },
      { Name: 'FileName', Type: 'String' },
      { Name: 'x', Type: 'Double' },
    ]);
    expect(answer.text).toMatch(/"Timestamp":"2026-11-\d\dT\d\d:\d\d:\d\d\.\d{7}Z"/);
    const digits = /"ProcessUniqueId":(\d+)/.exec(answer.text)?.[1] ?? '';
    expect(BigInt(digits)).toBeGreaterThan(2n ** 53n);
    expect(BigInt(Number(digits))).not.toBe(BigInt(digits));
  });

  test('an MD5 that no profile has leads to its SHA-1', async () => {
    const [found] = await rows('DeviceImageLoadEvents | project SHA1, MD5 | take 1');
    expect((await client.get(`/api/files/${found?.MD5}`)).status).toBe(404);
    expect((await client.get(`/api/files/${found?.SHA1}`)).status).toBe(200);
    const query = `union DeviceFileEvents, DeviceProcessEvents | where MD5 =~ "${String(found?.MD5).toUpperCase()}" and isnotempty(SHA1) | distinct SHA1`;
    expect(await rows(query)).toEqual([{ SHA1: found?.SHA1 }]);
  });

  test('rows can be seeded, also with integers as texts', async () => {
    const items = [{ Timestamp: '2026-11-22T02:59:00Z', DeviceName: 'seeded', ReportId: '9223372036854775807' }];
    await client.control('seed', { collection: 'DeviceEvents', items });
    const answer = await hunt('DeviceEvents | where DeviceName == "seeded" | project Timestamp, ReportId');
    expect(answer.text).toContain('[{"Timestamp":"2026-11-22T02:59:00.0000000Z","ReportId":9223372036854775807}]');
  });
});

describe('queries that are refused', () => {
  test.each([
    ['NoSuchTable | take 1', /NoSuchTable.*position 0\b/],
    ['DeviceInfo | where NoSuchColumn == 1', /NoSuchColumn.*position 19\b/],
    ['DeviceInfo | where DeviceName == 1', /string and a long/],
    ['DeviceInfo | where DeviceName', /a bool is needed/],
    ['DeviceInfo | join kind=inner (DeviceEvents) on DeviceId', /'join' is not simulated, at position 13/],
    ['DeviceInfo | mv-expand x', /'mv-expand' is not simulated/],
    ['DeviceInfo | extend x = parse_xml(DeviceName)', /'parse_xml' is not simulated/],
    ['DeviceInfo | summarize percentile(OSBuild, 95)', /'percentile' is not simulated/],
    ['DeviceInfo | where DeviceName == "open', /does not end/],
    ['DeviceInfo | where DeviceName == "\\q"', /escape/],
    ['DeviceInfo | where (DeviceName == "x"', /is incomplete/],
    ['DeviceInfo | take', /is incomplete/],
    ['DeviceInfo take 1', /unexpected 'take': a syntax error, or Kusto beyond the subset that is simulated/],
    ['DeviceInfo | where OSPlatform has_all ("a")[0]', /beyond the subset that is simulated/],
    ['DeviceInfo | where DeviceName matches regex "x"', /'matches' is not simulated, at position 30/],
    ['DeviceInfo | project DeviceName, DeviceName', /named twice/],
    ['DeviceInfo | where Timestamp > datetime(yesterday)', /not a datetime/],
    [`DeviceInfo | where ${'('.repeat(500)}true${')'.repeat(500)}`, /too deeply/],
    ['deviceinfo | take 1', /deviceinfo/],
    ['#', /unexpected '#'/],
  ])('%s', async (query, message) => {
    const answer = await hunt(query);
    expect(answer.status).toBe(400);
    expect(answer.json.error.code).toBe('BadRequest');
    expect(answer.json.error.message).toMatch(message);
  });

  test('a Timespan is not a property of this API', async () => {
    const answer = await client.post('/api/advancedqueries/run', { Query: 'DeviceInfo', Timespan: 'P1D' });
    expect([answer.status, answer.json.error.code]).toEqual([400, 'InvalidRequestBody']);
  });
});
