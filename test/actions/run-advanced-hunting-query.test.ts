import { describe, expect, it } from 'vitest';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const run = (params: object) => tenant.run('run-advanced-hunting-query', params);

/** Lets the next query be answered with rows of the test's choice, as text so that no digit is lost on the way. */
const answer = (body: string | object) =>
  tenant.fault('/api/advancedqueries/run', { body, headers: { 'Content-Type': 'application/json' } });

describe('run-advanced-hunting-query', () => {
  it('sends the query as it is and gives the rows', async () => {
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
    const sent = (await tenant.journal()).filter(({ path }) => path.startsWith('/api/'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'POST', path: '/api/advancedqueries/run', body: { Query: query } });
  });

  it('cuts to maxRows itself, and says so', async () => {
    const query = 'DeviceInfo | project DeviceName';
    const { json } = await run({ query, maxRows: 3 });
    expect(json).toMatchObject({ count: 3, truncated: true });
    expect(json.results).toHaveLength(3);
    expect((await tenant.journal()).at(-1)?.body).toEqual({ Query: query });
    expect((await run({ query, maxRows: 25 })).json).toMatchObject({ count: 25, truncated: false });
  });

  it('never ignores timespan: bound, or refused', async () => {
    const query = 'DeviceLogonEvents | where AccountDomain == "contoso"';
    const all = await run({ query });
    const bound = await run({ query, timespan: 'PT1H' });
    if (bound.code === 0) expect(bound.json.count).toBeLessThan(all.json.count);
    else
      expect(bound.json.error).toMatchObject({
        code: 'invalid_params',
        details: [{ path: 'timespan', message: expect.any(String) }],
      });
  });

  it('loses no digit, turns numbers of Boolean columns into booleans, keeps null', async () => {
    await answer(
      '{"Schema":[{"Name":"Big","Type":"Int64"},{"Name":"Small","Type":"Int32"},{"Name":"Part","Type":"Double"},{"Name":"Yes","Type":"SByte"},{"Name":"No","Type":"Boolean"}],' +
        '"Results":[{"Big":9223372036854775807,"Small":7,"Part":0.5,"Yes":1,"No":0},{"Big":null,"Small":null,"Part":null,"Yes":null,"No":true}]}',
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

  it('gives an empty result', async () => {
    await answer({ Schema: [{ Name: 'A', Type: 'String' }], Results: [] });
    const { json } = await run({ query: 'x' });
    expect(json).toEqual({ schema: [{ name: 'A', type: 'String' }], results: [], count: 0, truncated: false });
  });

  it('keeps what Defender says about a query it cannot read', async () => {
    const { code, json } = await run({ query: 'DeviceInfo | frobnicate' });
    expect(code).toBe(4);
    expect(json.error).toMatchObject({ code: 'rejected', status: 400 });
  });

  it.each([{ query: ' ' }, { query: '' }, {}, { query: 'x', maxRows: 0 }, { query: 'x', timespan: 'yesterday' }])(
    'refuses %j',
    async (params) => {
      const { code, json } = await run(params);
      expect(code).toBe(2);
      expect(json.error.details).toHaveLength(1);
      expect(await tenant.journal()).toEqual([]);
    },
  );
});
