import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

let client: Client;
const clock = handClock();
beforeAll(async () => {
  client = await connect({ now: clock.now });
});
afterAll(() => client.close());
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn();
});

const Comment = 'x';

describe('faults', () => {
  test('a status with headers applies to matching paths and verbs, as many times as it says', async () => {
    const body = { error: { code: 'TooManyRequests', message: 'slow', target: 'x' } };
    await client.control('faults', {
      method: 'get',
      path: '/machines$',
      times: 2,
      status: 429,
      headers: { 'Retry-After': 7 },
      body,
    });
    expect((await client.get('/api/machineactions')).status).toBe(200);
    const first = await client.get('/api/machines?$top=1');
    expect([first.status, first.headers['retry-after'], first.json]).toEqual([429, '7', body]);
    expect((await client.get('/api/v1.0/Machines')).status).toBe(429);
    expect((await client.get('/api/machines')).status).toBe(200);
  });

  test('a status alone has the documented envelope, and a text body is sent unchanged', async () => {
    await client.control('faults', { path: 'machines', status: 503 });
    await client.control('faults', { path: 'machines', status: 502, body: '<html>' });
    await client.control('faults', { path: 'oauth2', status: 500 });
    expect((await client.get('/api/machines')).json.error.code).toBe('InternalServerError');
    const proxy = await client.get('/api/machines');
    expect([proxy.status, proxy.text, proxy.headers['content-type']]).toEqual([
      502,
      '<html>',
      'text/plain; charset=utf-8',
    ]);
    expect((await client.send('POST', `/${client.simulator.env.DEFENDER_TENANT_ID}/oauth2/token`)).status).toBe(500);
  });

  test('reset cuts before the request is handled, commitThenDrop after', async () => {
    const machine = (await client.get('/api/machines/ws-001')).json.id;
    const actions = async () => (await client.get('/api/machineactions?$count=true')).json['@odata.count'];
    const before = await actions();
    await client.control('faults', { method: 'POST', path: '/isolate', reset: true });
    await expect(client.post(`/api/machines/${machine}/isolate`, { Comment })).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await actions()).toBe(before);
    await client.control('faults', { method: 'POST', path: '/isolate', commitThenDrop: true });
    await expect(client.post(`/api/machines/${machine}/isolate`, { Comment })).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await actions()).toBe(before + 1);
    const struck = (await client.journal()).filter((entry) => entry.fault !== undefined);
    expect(struck).toEqual([
      expect.objectContaining({ fault: 'reset', status: null }),
      expect.objectContaining({ fault: 'commitThenDrop', status: null, body: { Comment } }),
    ]);
  });

  test('commitThenDrop with a status answers instead of the tenant, which handled the request', async () => {
    const machine = (await client.get('/api/machines/ws-001')).json.id;
    await client.control('faults', { method: 'POST', path: '/isolate', status: 504, commitThenDrop: true });
    expect((await client.post(`/api/machines/${machine}/isolate`, { Comment })).status).toBe(504);
    const filter = `machineId eq '${machine}' and type eq 'Isolate'`;
    expect((await client.get(`/api/machineactions?$filter=${encodeURIComponent(filter)}`)).json.value).toHaveLength(1);
  });

  test('truncate announces more than it sends', async () => {
    for (const truncate of [true, 10]) {
      await client.control('faults', { path: '/machines', truncate });
      await expect(client.get('/api/machines')).rejects.toThrow(/aborted|ECONNRESET/);
    }
    expect((await client.get('/api/machines')).status).toBe(200);
  });

  test('a delay alone leaves the response unchanged', async () => {
    await client.control('faults', { path: '/machines', delayMs: 1, headers: { 'X-Slow': 'yes' } });
    const answer = await client.get('/api/machines');
    expect([answer.status, answer.headers['x-slow']]).toEqual([200, 'yes']);
  });

  test.each([
    [{ path: '(' }],
    [{ path: 'x', times: 0 }],
    [{ path: 'x', status: 99 }],
    [{ path: 'x', bogus: 1 }],
    [{ path: 'x', reset: 'yes' }],
    [{ path: 'x', headers: 'y' }],
  ])('%j is refused', async (fault) => {
    expect((await client.send('POST', '/_control/faults', { body: fault, token: null })).status).toBe(400);
  });
});

describe('seed, grants, reset, settings', () => {
  test('a new entity appears late in its list, and at once by its id', async () => {
    await client.control('settings', { lagSeconds: 5 });
    const machine = (await client.get('/api/machines/ws-001')).json.id;
    const { id } = (await client.post(`/api/machines/${machine}/isolate`, { Comment })).json;
    const listed = async () =>
      (await client.get('/api/machineactions')).json.value.map((row: { id: string }) => row.id);
    expect(await listed()).not.toContain(id);
    expect((await client.get(`/api/machineactions/${id}`)).status).toBe(200);
    clock.advance(5);
    expect(await listed()).toContain(id);
  });

  test('a cached large page is dropped once the tenant changes', async () => {
    const items = Array.from({ length: 1000 }, (_, index) => ({ id: index.toString(16).padStart(40, '0') }));
    await client.control('seed', { collection: 'machines', items });
    const rows = async () => (await client.get('/api/machines')).json.value.length;
    const before = await rows();
    expect(await rows()).toBe(before);
    await client.control('seed', { collection: 'machines', items: [{ id: 'f'.repeat(40) }] });
    expect(await rows()).toBe(before + 1);
    await client.control('settings', { repeatRows: true });
    expect(await rows()).toBe(2 * (before + 1));
  });

  test('every row can appear twice', async () => {
    const ids = async () => (await client.get('/api/indicators')).json.value.map((row: { id: string }) => row.id);
    const once = await ids();
    await client.control('settings', { repeatRows: true });
    expect(await ids()).toEqual(once.flatMap((id: string) => [id, id]));
  });

  test('items replace others by id, get ordinary fields, and appear in the lists', async () => {
    const machine = {
      id: 'a'.repeat(40),
      computerDnsName: 'seeded.contoso.example',
      lastSeen: '2026-11-22T02:30:00Z',
      machineTags: ['x'],
    };
    await client.control('seed', { collection: 'machines', items: [machine] });
    const { json } = await client.get('/api/machines/seeded.contoso.example');
    expect(json).toMatchObject({
      ...machine,
      lastSeen: '2026-11-22T02:30:00.0000000Z',
      healthStatus: 'Active',
      onboardingStatus: 'Onboarded',
    });
    await client.control('seed', { collection: 'machines', items: [{ id: machine.id, healthStatus: 'Inactive' }] });
    expect((await client.get(`/api/machines/${machine.id}`)).json).toMatchObject({
      computerDnsName: machine.computerDnsName,
      healthStatus: 'Inactive',
    });
    await client.control('seed', {
      collection: 'indicators',
      items: [{ indicatorValue: 'x.example', indicatorType: 'DomainName' }],
    });
    expect((await client.get('/api/indicators')).json.value[0].indicatorValue).toBe('x.example');
    const md5 = 'd'.repeat(32);
    await client.control('seed', { collection: 'files', items: [{ sha1: 'e'.repeat(40), md5 }] });
    expect((await client.get(`/api/files/${md5}`)).json.sha1).toBe('e'.repeat(40));
    await client.control('seed', { collection: 'investigations', items: [{ id: '7', state: 'PendingApproval' }] });
    expect((await client.get('/api/investigations/7')).json.state).toBe('PendingApproval');
    await client.control('seed', { collection: 'machines', items: [], replace: true });
    expect((await client.get('/api/machines')).status).toBe(404);
  });

  test.each([
    ['seed', { collection: 'nonsense', items: [] }],
    ['seed', { collection: 'constructor', items: [] }],
    ['seed', { collection: 'machines', items: {} }],
    ['seed', { collection: 'machines', items: [{ id: 7 }] }],
    ['seed', { collection: 'machines', items: [{ lastSeen: 'yesterday' }] }],
    ['seed', { collection: 'indicators', items: [{}] }],
    ['seed', { collection: 'DeviceInfo', items: [{ Bogus: 1 }] }],
    ['seed', { collection: 'DeviceInfo', items: [{ OSBuild: 'x' }] }],
    ['seed', { collection: 'machines', items: [], extra: 1 }],
    ['grants', { roles: 'Machine.Read.All' }],
    ['grants', {}],
    ['settings', { bogus: 1 }],
    ['settings', { pageSize: 0 }],
    ['reset', 'not json'],
    ['reset', []],
  ])('%s %j is 400 with the reason', async (name, body) => {
    const answer = await client.send('POST', `/_control/${name}`, { body, token: null });
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toMatch(/\w/);
  });

  test('reset restores the seed', async () => {
    const before = (await client.get('/api/machines')).text;
    const machine = (await client.get('/api/machines/ws-001')).json.id;
    await client.post(`/api/machines/${machine}/isolate`, { Comment });
    await client.control('seed', { collection: 'machines', items: [{ id: 'b'.repeat(40) }] });
    await client.control('reset', {});
    expect((await client.get('/api/machines')).text).toBe(before);
    expect((await client.get('/api/machineactions?$count=true')).json['@odata.count']).toBe(6);
    expect((await client.journal()).map((entry) => entry.path)).toEqual(['/api/machines', '/api/machineactions']);
  });

  test('an unknown control path is refused with the known ones', async () => {
    const answer = await client.get('/_control/nothing');
    expect([answer.status, answer.json.error.message]).toEqual([404, expect.stringContaining('GET journal')]);
  });
});

test('the journal has no secret', async () => {
  const { env } = client.simulator;
  const secret = String(env.DEFENDER_CLIENT_SECRET);
  const token = await client.signIn();
  const assertion = 'eyJhbGciOiJub25lIn0.e30.c2ln';
  const path = `/${env.DEFENDER_TENANT_ID}/oauth2/v2.0/token`;
  await client.send('POST', path, { body: { client_secret: secret, client_assertion: assertion } });
  await client.send('POST', path, {
    body: `client_secret=${encodeURIComponent(secret)}&client_assertion=${assertion}&bad=%zz`,
  });
  await client.get(`/_packages/x.zip?se=1&sig=topsecret`);
  const text = (await client.send('GET', '/_control/journal', { token: null })).text;
  for (const hidden of [secret, secret.slice(4), token, assertion, 'topsecret', 'Bearer'])
    expect(text).not.toContain(hidden);
  expect(JSON.parse(text).requests).toHaveLength(5);
});
