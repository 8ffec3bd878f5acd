import { describe, expect, it } from 'vitest';
import { useActionTenant } from '../support/action-tenant.ts';

const tenant = useActionTenant();

describe.each([
  ['graph', '/v1.0/security/runHuntingQuery', ['schema', 'results', 'name', 'type']],
  ['defender', '/api/advancedqueries/run', ['Schema', 'Results', 'Name', 'Type']],
] as const)('run-advanced-hunting-query on %s', (api, path, [schema, results, name, type]) => {
  const run = (params: object) =>
    tenant.run('run-advanced-hunting-query', params, { DEFENDER_HUNTING_API: api, DEFENDER_TIMEOUT_SECONDS: '20' });

  /** Lets the next query be answered with columns and rows of the test's choice, as text so that no digit is lost. */
  const answer = (columns: Record<string, string>, rows: string) => {
    const listed = Object.entries(columns).map(([column, is]) => ({ [name]: column, [type]: is }));
    const body = `{"${schema}":${JSON.stringify(listed)},"${results}":[${rows}]}`;
    return tenant.fault(path, { body, headers: { 'Content-Type': 'application/json' } });
  };

  it('sends the query as it is and returns the rows', async () => {
    const query =
      "DeviceInfo\n| where DeviceName == 'ws-001.contoso.example' | project DeviceName, OSPlatform | take 5";
    const { code, stderr, json } = await run({ query });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toEqual({
      schema: [
        { name: 'DeviceName', type: 'String' },
        { name: 'OSPlatform', type: 'String' },
      ],
      results: [{ DeviceName: 'ws-001.contoso.example', OSPlatform: 'Windows11' }],
      count: 1,
      truncated: false,
    });
    expect(await tenant.calls()).toEqual([`POST ${path}`]);
    expect((await tenant.journal()).at(-1)?.body).toEqual({ Query: query });
  });

  it('cuts to maxRows itself, and says so', async () => {
    const query = 'DeviceInfo | project DeviceName';
    const { json } = await run({ query, maxRows: 3 });
    expect(json).toMatchObject({ count: 3, truncated: true });
    expect(json.results).toHaveLength(3);
    expect((await tenant.journal()).at(-1)?.body).toEqual({ Query: query });
    expect((await run({ query, maxRows: 25 })).json).toMatchObject({ count: 25, truncated: false });
  });

  it('loses no digit, turns numbers of Boolean columns into booleans, keeps null', async () => {
    await answer(
      { Big: 'Int64', Small: 'Int32', Part: 'Double', Yes: 'SByte', No: 'Boolean' },
      '{"Big":9223372036854775807,"Small":7,"Part":0.5,"Yes":1,"No":0},{"Big":null,"Small":null,"Part":null,"Yes":null,"No":true}',
    );
    const { code, stdout, json } = await run({ query: 'x' });
    expect(code).toBe(0);
    expect(json.schema).toEqual([
      { name: 'Big', type: 'Int64' },
      { name: 'Small', type: 'Int32' },
      { name: 'Part', type: 'Double' },
      { name: 'Yes', type: 'Boolean' },
      { name: 'No', type: 'Boolean' },
    ]);
    expect(stdout).toContain('"Big":9223372036854775807,');
    expect(json.results[0]).toMatchObject({ Small: 7, Part: 0.5, Yes: true, No: false });
    expect(json.results[1]).toEqual({ Big: null, Small: null, Part: null, Yes: null, No: true });
  });

  it('keeps every digit inside of dynamic values, and none that only looks like a number', async () => {
    await answer(
      { Fields: 'Object', Text: 'String', Part: 'Double' },
      '{"Fields":"{\\"id\\":9007199254740993,\\"list\\":[-9007199254740993]}","Text":"x:9007199254740993,","Part":0.12345678901234567}',
    );
    const { stdout } = await run({ query: 'x' });
    expect(stdout).toContain('"Fields":{"id":9007199254740993,"list":[-9007199254740993]}');
    expect(stdout).toContain('"Text":"x:9007199254740993,","Part":0.12345678901234566');
  });

  it('returns an empty result', async () => {
    await answer({ A: 'String' }, '');
    const { json } = await run({ query: 'x' });
    expect(json).toEqual({ schema: [{ name: 'A', type: 'String' }], results: [], count: 0, truncated: false });
  });

  it('marks a result of as many rows as the service returns at most', async () => {
    await answer({ A: 'Int64' }, Array.from({ length: 100_000 }, (_, index) => `{"A":${index}}`).join(','));
    const { json } = await run({ query: 'x' });
    expect(json).toMatchObject({ count: 100_000, truncated: true });
  });

  it('names the place of a syntax error', async () => {
    const { code, json, stderr } = await run({ query: 'DeviceInfo | frobnicate' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 400, details: { position: 13 } });
    expect(json.error.message).toContain("'frobnicate' is not simulated, at position 13");
    expect(stderr).toContain('position 13');
  });

  it.each([
    '<html>',
    '{"schema":[],"results":[',
    '{"schema":[]}',
    '{"results":[]}',
    '{"schema":{},"results":[]}',
    '{"schema":[],"results":[1]}',
    '{"schema":[],"results":[[]]}',
    '[]',
    '{"schema":[],"results":[{"a":}]}',
  ])('takes %s for no answer', async (body) => {
    await tenant.fault(path, { body, headers: { 'Content-Type': 'application/json' } });
    const { code, json } = await run({ query: 'x' });
    expect(json.error.code).toBe('unexpected_response');
    expect(code).toBe(1);
  });

  it('asks again if the answer breaks off', async () => {
    await tenant.fault(path, { truncate: true });
    const { code, json } = await run({ query: 'DeviceInfo | take 1' });
    expect(code).toBe(0);
    expect(json.count).toBe(1);
    expect(await tenant.calls()).toHaveLength(2);
  });
});

describe('run-advanced-hunting-query', () => {
  it.each([
    { query: ' ' },
    { query: '' },
    {},
    { query: 'x', maxRows: 0 },
    { query: 'x', timespan: 'yesterday' },
    { query: 'x', timespan: 'P0D' },
    { query: 'x', timespan: '2026-11-02/2026-11-01' },
    { query: 'x', timespan: 'P1D/P1D' },
  ])('refuses %j', async (params) => {
    const { code, json } = await tenant.run('run-advanced-hunting-query', params);
    expect(code).toBe(2);
    expect(json.error.details).toHaveLength(1);
    expect(await tenant.journal()).toEqual([]);
  });
});
