import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseJwt } from '../../src/simulator/tenant/jwt.ts';
import { type Client, connect, handClock } from './client.ts';

const graph = 'https://graph.microsoft.com';
const path = '/v1.0/security/runHuntingQuery';
const clock = handClock();
let client: Client;
beforeAll(async () => {
  client = await connect({ now: clock.now, rateLimits: true });
});
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn(graph);
});
afterAll(() => client.close());

const hunt = (query: string, more: object = {}) => client.post(path, { Query: query, ...more });

const rolesOf = async (resource: string) => parseJwt(await client.signIn(resource))?.claims.roles;

describe('tokens', () => {
  test('have the roles of their own audience only', async () => {
    await client.control('grants', { roles: ['Machine.Read.All', 'ThreatHunting.Read.All', 'Directory.Read.All'] });
    expect(await rolesOf(graph)).toEqual(['ThreatHunting.Read.All']);
    expect(await rolesOf('https://api.securitycenter.microsoft.com')).toEqual([
      'Machine.Read.All',
      'Directory.Read.All',
    ]);
    await client.control('grants', { roles: ['Machine.Read.All'] });
    expect(await rolesOf(graph)).toBeUndefined();
  });

  test('are refused by another API: 401 by Graph, 403 by Defender', async () => {
    expect((await client.get('/api/machines')).status).toBe(403);
    await client.signIn();
    const answer = await hunt('DeviceInfo');
    expect(answer.status).toBe(401);
    expect(answer.json.error.code).toBe('InvalidAuthenticationToken');
  });
});

describe("Graph's own ways", () => {
  test('errors have no target, and the id in innerError and another header', async () => {
    await client.control('grants', { roles: [] });
    await client.signIn(graph);
    const answer = await hunt('DeviceInfo');
    expect(answer.status).toBe(403);
    const { innerError, ...error } = answer.json.error;
    expect(error).toEqual({ code: 'Forbidden', message: expect.stringContaining('ThreatHunting.Read.All') });
    expect(innerError).toEqual({
      date: '2026-11-22T03:00:00',
      'request-id': answer.headers['request-id'],
      'client-request-id': expect.any(String),
    });
    expect(answer.headers).not.toHaveProperty('x-ms-request-id');
  });

  test('injected faults have the same form', async () => {
    await client.control('faults', { path: 'runHuntingQuery', status: 429 });
    const { json } = await hunt('DeviceInfo');
    expect(json.error).toMatchObject({ code: 'TooManyRequests', innerError: { 'request-id': expect.any(String) } });
  });

  test('properties of the body match in any letter case, and unknown ones are refused', async () => {
    expect((await client.post(path, { query: 'DeviceInfo | count', TIMESPAN: 'P1D' })).status).toBe(200);
    expect((await client.post(path, { Query: 'DeviceInfo', Top: '1' })).status).toBe(400);
    expect((await client.post(path, {})).json.error.code).toBe('BadRequest');
  });

  test('nulls, booleans, times, annotations and letter case are as Graph writes them', async () => {
    await client.control('seed', {
      collection: 'DeviceProcessEvents',
      replace: true,
      items: [
        { Timestamp: '2026-11-22T02:00:00Z', IsProcessRemoteSession: true, ProcessUniqueId: '9007199254740993' },
        { Timestamp: '2026-11-22T01:00:00.5Z', ProcessCommandLine: 'x' },
      ],
    });
    const columns = 'Timestamp, IsProcessRemoteSession, ProcessUniqueId, ProcessCommandLine';
    const { text, json } = await hunt(`DeviceProcessEvents | project ${columns}`);
    expect(json.schema).toEqual([
      { name: 'Timestamp', type: 'DateTime' },
      { name: 'IsProcessRemoteSession', type: 'SByte' },
      { name: 'ProcessUniqueId', type: 'Int64' },
      { name: 'ProcessCommandLine', type: 'String' },
    ]);
    expect(text).toContain(
      '{"Timestamp@odata.type":"#DateTimeOffset","Timestamp":"2026-11-22T02:00:00Z","IsProcessRemoteSession@odata.type":"#SByte","IsProcessRemoteSession":1,"ProcessUniqueId@odata.type":"#Int64","ProcessUniqueId":9007199254740993,"ProcessCommandLine":""}',
    );
    expect(text).toContain(
      '{"Timestamp@odata.type":"#DateTimeOffset","Timestamp":"2026-11-22T01:00:00.500Z","IsProcessRemoteSession":{},"ProcessUniqueId":{},"ProcessCommandLine":"x"}',
    );
    const spanned = await hunt(`DeviceProcessEvents | project ${columns}`, { Timespan: 'P30D' });
    expect(spanned.json.results.flatMap(Object.keys)).toEqual(
      expect.arrayContaining(['timestamp', 'isProcessRemoteSession', 'processUniqueId', 'processCommandLine']),
    );
    expect(spanned.text).not.toContain('"Timestamp":');
  });

  test('bags have their type among their members or are texts, and lists contain texts', async () => {
    const bag = { AdditionalFields: '{"a":1}' };
    await client.control('seed', { collection: 'DeviceEvents', replace: true, items: [bag, bag] });
    const fields = await hunt('DeviceEvents | project F = parse_json(AdditionalFields)');
    expect(fields.json.results).toEqual([
      { F: { '@odata.type': '#microsoft.graph.security.dynamicColumnValue', a: 1 } },
      { F: '{"a":1}' },
    ]);
    const list = await hunt('DeviceEvents | summarize L = make_list(parse_json(AdditionalFields))');
    expect(list.json.results).toEqual([{ 'L@odata.type': '#Collection(String)', L: ['{"a":1}', '{"a":1}'] }]);
  });

  test.each([
    ['P7D', 3],
    ['PT90M', 1],
    ['2026-11-21T00:00:00Z/2026-11-22T02:30:00Z', 3],
    ['2026-11-21T12:00:00Z/P1D', 2],
    ['PT2H/2026-11-22T02:30:00Z', 1],
    ['2026-11-22T00:00:00Z', 2],
  ])('timespan %s', async (Timespan, count) => {
    const items = ['2026-11-22T02:00:00Z', '2026-11-22T00:10:00Z', '2026-11-21T03:00:00Z'].map((Timestamp) => ({
      Timestamp,
    }));
    await client.control('seed', { collection: 'DeviceEvents', replace: true, items });
    const { json } = await hunt('union (DeviceEvents | project Timestamp) | count', { Timespan });
    expect(json.results[0]).toMatchObject({ count });
  });

  test('an invalid timespan is 400', async () => {
    for (const Timespan of ['a week', '5', 'Nov 22 2026', '2026-02-31T00:00:00Z/P1D'])
      expect((await hunt('DeviceInfo', { Timespan })).status).toBe(400);
  });

  test('allows 45 calls a minute', async () => {
    clock.advance(3600);
    await client.signIn(graph);
    for (let call = 0; call < 45; call += 1) expect((await hunt('DeviceInfo | count')).status).toBe(200);
    const answer = await hunt('DeviceInfo | count');
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('60');
  });
});
