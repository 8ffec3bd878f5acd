import { beforeAll, describe, expect, it } from 'vitest';
import { batchRunner } from '../support/batch.ts';
import { useTenant } from '../support/tenant.ts';

// Both runs have the same time, so that ago() returns the same.
const now = Date.now();
const tenant = useTenant({ now: () => now });

const first = (table: string) => `${table} | order by Timestamp desc, DeviceId asc, ReportId asc`;

/** Queries for both APIs, over the seeded tables and a few rows in which every value is missing. */
const queries: (string | { query: string; timespan?: string; maxRows?: number })[] = [
  'DeviceInfo | order by DeviceId asc',
  'DeviceInfo | count',
  'DeviceInfo | where DeviceName == "no such machine"',
  'DeviceInfo | summarize Machines = count() by OSPlatform | order by OSPlatform asc',
  'DeviceInfo | summarize dcount(OSPlatform), avg(OSBuild), min(OSBuild), max(Timestamp)',
  'DeviceInfo | project DeviceName, IsAzureADJoined, AadDeviceId | order by DeviceName asc',
  'DeviceInfo | extend Users = parse_json(LoggedOnUsers) | project DeviceId, Users | order by DeviceId asc',
  'DeviceInfo | summarize Names = make_set(DeviceName), Builds = make_list(OSBuild) by OSPlatform | order by OSPlatform asc',
  'DeviceInfo | project deviceid = DeviceId, DEVICENAME = DeviceName, x = 1 | order by deviceid asc',
  'DeviceInfo | project A = DeviceId, a = DeviceName | order by A asc',
  'DeviceInfo | project LogonId = DeviceId, LogonID = DeviceName | order by LogonId asc',
  'DeviceNetworkInfo | extend Addresses = parse_json(IPAddresses) | order by DeviceId asc',
  first('DeviceProcessEvents'),
  'DeviceProcessEvents | project ProcessUniqueId, InitiatingProcessUniqueId | order by ProcessUniqueId asc',
  'DeviceProcessEvents | where ProcessUniqueId > 9007199254740992 | summarize take_any(FileName), count()',
  'DeviceProcessEvents | summarize Ids = make_list(ProcessUniqueId)',
  'DeviceProcessEvents | where FileName == "invoice-viewer.exe" | project ProcessCommandLine, FolderPath',
  'DeviceProcessEvents | summarize arg_max(Timestamp, *) by DeviceId | order by DeviceId asc',
  'DeviceProcessEvents | project Timestamp, Later = Timestamp + 1h, Age = now() - Timestamp, ReportId | order by ReportId asc',
  first('DeviceFileEvents'),
  'DeviceFileEvents | summarize Bytes = sum(FileSize), Mean = avg(FileSize) by FileName | order by FileName asc',
  'DeviceFileEvents | distinct FileName, SHA1 | order by FileName asc',
  first('DeviceImageLoadEvents'),
  first('DeviceNetworkEvents'),
  'DeviceNetworkEvents | where RemoteIPType == "Public" | summarize count() by RemotePort',
  first('DeviceLogonEvents'),
  'DeviceLogonEvents | where IsLocalAdmin | project AccountName, IsLocalAdmin | order by AccountName asc',
  'DeviceLogonEvents | summarize countif(IsLocalAdmin), Admin = max(IsLocalAdmin)',
  first('DeviceRegistryEvents'),
  first('DeviceEvents'),
  'DeviceEvents | project Fields = parse_json(AdditionalFields), Timestamp | order by Timestamp asc',
  'DeviceEvents | summarize All = make_list(AdditionalFields)',
  'union DeviceFileEvents, DeviceImageLoadEvents | order by Timestamp desc, ReportId asc, DeviceId asc',
  'let suspect = "invoice-viewer.exe"; DeviceFileEvents | where FileName =~ suspect | project SHA256',
  'DeviceInfo | project Half = OSBuild / 2.0, Whole = OSBuild * 1000000000000, Day = startofday(Timestamp) | order by Half asc',
  'DeviceInfo | take 3 | project Yes = true, No = false, Text = "", Quote = "a\\"b\\\\c", Long = 1d',
  'DeviceInfo | where Timestamp > datetime(2100-01-01)',
  'DeviceInfo | frobnicate',
  'NoSuchTable | take 1',
  { query: 'DeviceInfo | project DeviceId | order by DeviceId asc', maxRows: 4 },
  { query: first('DeviceLogonEvents'), timespan: 'P2D' },
  { query: 'DeviceLogonEvents | where Timestamp > ago(1d) | count', timespan: 'P5D' },
  {
    query: '// all of it\nDeviceLogonEvents // the table\n| summarize count() by DeviceName\n| order by DeviceName asc',
    timespan: 'PT36H',
  },
  { query: 'DeviceProcessEvents', timespan: `${new Date(now - 3 * 86_400_000).toISOString()}/P1D` },
  { query: 'DeviceProcessEvents | count', timespan: 'P1D/2100-01-01' },
];

/** A row without values, and one with times of every precision. */
const oddRows = [
  { Timestamp: '2026-11-20T03:00:00Z' },
  {
    Timestamp: '2026-11-20T03:00:00.12Z',
    ProcessCreationTime: '2026-11-20T03:00:00.1234567Z',
    ProcessUniqueId: '9223372036854775807',
  },
];

describe('both hunting APIs print the same bytes', () => {
  const answers: Record<string, string[]> = {};

  beforeAll(async () => {
    await tenant.seed('DeviceProcessEvents', oddRows);
    await tenant.seed('DeviceEvents', [
      { AdditionalFields: '{"a":{"b":[1,2.5,null,"x"]},"c":true}' },
      { AdditionalFields: '[{"a":1},[2],"three"]' },
      { AdditionalFields: '{}' },
      { AdditionalFields: '{"one":1}' },
    ]);
    const items = queries.map((query) => (typeof query === 'string' ? { query } : query));
    for (const api of ['graph', 'defender']) {
      const env = { DEFENDER_HUNTING_API: api, DEFENDER_RATE_LIMITS: 'off' };
      const { stdout } = await batchRunner(tenant)('run-advanced-hunting-query', items, [], env);
      answers[api] = stdout.split('\n').filter(Boolean);
    }
  });

  it.each(queries.map((query, index) => [JSON.stringify(query), index] as const))('%s', (_query, index) => {
    const [graph = '', defender = ''] = [answers.graph?.[index], answers.defender?.[index]];
    const isError = graph.includes('"error":');
    // Request ids and paths differ, the faults of the query do not.
    const said = (text: string) => (isError ? /The query could not be run: [^"]*/.exec(text)?.[0] : text);
    expect(said(graph)).toBeTruthy();
    expect(said(graph)).toBe(said(defender));
  });

  it('the compared answers are not empty', () => {
    const rows = (answers.graph ?? []).filter((text) => text.includes('"count":0,')).length;
    expect(rows).toBeLessThan(5);
    expect(answers.graph?.join('')).toContain('9223372036854775807');
    expect(answers.graph?.join('')).toContain('"AdditionalFields":');
  });
});
