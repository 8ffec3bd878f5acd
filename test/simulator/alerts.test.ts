import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { machinesOf } from '../../src/simulator/collections/machines/store.ts';
import { type Client, connect, handClock } from './client.ts';

let client: Client;
const clock = handClock();
beforeAll(async () => {
  client = await connect({ now: clock.now, rateLimits: true });
});
afterAll(() => client.close());
beforeEach(() => client.control('reset', {}));

const first = '/api/alerts/da637139127150012464_1011995739';
const patch = (path: string, body: object) => client.send('PATCH', path, { body });

describe('alerts', () => {
  test('are listed latest first, for a path in any letter case and version', async () => {
    for (const path of ['/api/alerts', '/API/v1.0/Alerts?$top=10']) {
      const { status, json } = await client.get(path);
      expect(status).toBe(200);
      expect(json['@odata.context']).toMatch(/\/api\/\$metadata#Alerts$/);
      expect(json.value.map(({ title }: { title: string }) => title)).toEqual([
        'Suspicious file was run',
        'Unusual process tree',
        'Unusual sign-in',
      ]);
    }
  });

  test.each([
    ['GET', '/api/alerts?$filter=title%20eq%20%27x%27', undefined, 400, 'ODataError'],
    ['GET', '/api/alerts?$expand=comments', undefined, 400, 'ODataError'],
    ['GET', '/api/machines?$expand=evidence', undefined, 400, 'ODataError'],
    ['GET', '/api/alerts/da9_9', undefined, 404, 'ResourceNotFound'],
    ['PATCH', '/api/alerts/da9_9', { status: 'New' }, 404, 'ResourceNotFound'],
    ['PATCH', first, {}, 400, 'InvalidRequestBody'],
    ['PATCH', first, { State: 'New' }, 400, 'InvalidRequestBody'],
    ['PATCH', first, { status: 'Unknown' }, 400, 'InvalidInput'],
    ['PATCH', first, { determination: 'Apt' }, 400, 'InvalidInput'],
    ['POST', '/api/alerts/batchUpdate', { status: 'New' }, 400, 'MissingRequiredParameter'],
    ['POST', '/api/alerts/CreateAlertByReference', { machineId: 'x' }, 400, 'MissingRequiredParameter'],
    ['GET', '/api/ips/300.1.1.1/stats', undefined, 400, 'InvalidIpAddress'],
    ['GET', '/api/domains/localhost/stats', undefined, 400, 'InvalidDomainName'],
    ['GET', `/api/files/${'a'.repeat(32)}/stats`, undefined, 400, 'InvalidHashValue'],
    ['GET', `/api/files/${'a'.repeat(40)}/stats`, undefined, 404, 'ResourceNotFound'],
    ['GET', '/api/ips/203.0.113.66/stats?lookBackHours=721', undefined, 400, 'InvalidInput'],
    ['GET', '/api/remediationTasks?$filter=title%20eq%20%27x%27', undefined, 400, 'ODataError'],
    ['GET', '/api/remediationtasks/1', undefined, 404, 'ResourceNotFound'],
  ])('%s %s %j is %d %s', async (method, path, body, status, code) => {
    const answer = await client.send(method, path, body === undefined ? {} : { body });
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
  });

  test('are updated: comments are added, resolving sets its time, and a batch update has an empty response', async () => {
    await patch(first, { comment: 'one' });
    const { json } = await patch(first, { comment: 'two', status: 'Resolved' });
    expect(json).toMatchObject({ status: 'Resolved', comments: [{ comment: 'one' }, { comment: 'two' }] });
    expect(json.resolvedTime).toBe(json.lastUpdateTime);
    const alertIds = [first.split('/').at(-1)];
    const answer = await client.post('/api/alerts/batchUpdate', { alertIds, status: 'InProgress' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await client.get(first)).json).toMatchObject({ status: 'InProgress', resolvedTime: null });
  });

  test("are updated by the names of the page's table too, whose case differs from its samples", async () => {
    const { status, json } = await patch(first, { Status: 'InProgress', Comment: 'seen' });
    expect([status, json.status, json.comments]).toEqual([
      200,
      'InProgress',
      [expect.objectContaining({ comment: 'seen' })],
    ]);
  });

  test('statistics of a file have the older names as texts and the newer ones', async () => {
    await client.control('seed', { collection: 'files', items: [{ sha1: 'a1'.repeat(20), globalPrevalence: 12 }] });
    expect((await client.get(`/api/files/${'a1'.repeat(20)}/stats`)).json).toMatchObject({
      globallyPrevalence: 12,
      globalPrevalence: '12',
      organizationPrevalence: 0,
      orgPrevalence: '0',
    });
  });

  test('have their own rate limits', async () => {
    const body = { alertIds: ['da9_9'], status: 'New' };
    for (let call = 0; call < 10; call += 1)
      expect((await client.post('/api/alerts/batchUpdate', body)).status).toBe(404);
    const answer = await client.post('/api/alerts/batchUpdate', body);
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
  });

  test('statistics look back 30 days by default', async () => {
    const DeviceId = machinesOf(client.simulator.tenant).list()[0]?.id;
    const Timestamp = new Date(clock.now() - 700 * 3_600_000).toISOString();
    const items = [{ DeviceId, Timestamp, RemoteIP: '192.0.2.1' }];
    await client.control('seed', { collection: 'DeviceNetworkEvents', items });
    expect((await client.get('/api/ips/192.0.2.1/stats')).json.organizationPrevalence).toBe(1);
    expect((await client.get('/api/ips/192.0.2.1/stats?lookBackHours=24')).json.organizationPrevalence).toBe(0);
  });
});
