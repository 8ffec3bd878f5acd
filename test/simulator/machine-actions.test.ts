import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

const clock = handClock();
let client: Client;
beforeAll(async () => {
  client = await connect({ now: clock.now, speed: 2 });
});
afterAll(() => client.close());
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn();
});

async function idOf(name: string): Promise<string> {
  return (await client.get(`/api/machines/${name}`)).json.id;
}

const Comment = 'why';

describe('routes and their statuses', () => {
  test.each<[string, string, unknown, number, string]>([
    ['GET', '/api/machines', undefined, 200, ''],
    ['GET', '/API/V1.0/Machines/ws-001.contoso.example', undefined, 200, ''],
    ['GET', '/api/machines/ws-001', undefined, 200, ''],
    ['GET', '/api/machines/nobody', undefined, 404, 'ResourceNotFound'],
    ['GET', '/api/machines/ws-001?$select=id', undefined, 400, 'ODataError'],
    ['GET', "/api/machines/findbyip(ip='10.0.4.17',timestamp=2026-11-22T02:00:00Z)", undefined, 200, ''],
    [
      'GET',
      '/api/Machines/FindByIp%28ip=%2710.0.4.17%27,%20timestamp=2026-11-22T02:00:00.1234567Z%29',
      undefined,
      200,
      '',
    ],
    ['GET', "/api/machines/findbyip(ip='10.0.4.17',timestamp=2026-10-01T00:00:00Z)", undefined, 400, 'InvalidInput'],
    ['GET', "/api/machines/findbyip(ip='10.0.4.17',timestamp=2026-12-01T00:00:00Z)", undefined, 400, 'InvalidInput'],
    ['GET', "/api/machines/findbyip(ip='nonsense',timestamp=2026-11-22T02:00:00Z)", undefined, 400, 'InvalidIpAddress'],
    ['GET', '/api/machines/findbytag?tag=tier0', undefined, 200, ''],
    ['GET', '/api/machines/findbytag', undefined, 400, 'MissingRequiredParameter'],
    ['GET', '/api/machines/findbytag?tag=a&$top=1', undefined, 400, 'ODataError'],
    ['GET', '/api/machineactions', undefined, 200, ''],
    ['GET', '/api/machineactions/00000000-0000-4000-8000-000000000000', undefined, 404, 'ResourceNotFound'],
    ['GET', '/api/investigations', undefined, 200, ''],
    ['GET', '/api/investigations/62990', undefined, 200, ''],
    ['GET', '/api/investigations/da637139127150012465_1011995739', undefined, 200, ''],
    ['GET', '/api/investigations/1', undefined, 404, 'ResourceNotFound'],
    ['GET', '/api/files/xyz', undefined, 400, 'InvalidHashValue'],
    ['GET', `/api/files/${'0'.repeat(40)}`, undefined, 404, 'ResourceNotFound'],
    ['POST', '/api/machines/THIS/isolate', { Comment }, 201, ''],
    ['POST', '/api/MACHINES/THIS/Isolate', { Comment, IsolationType: 'Selective' }, 201, ''],
    ['POST', '/api/machines/THIS/isolate', { Comment, IsolationType: 'full' }, 400, 'InvalidInput'],
    ['POST', '/api/machines/THIS/isolate', { Comment, IsolationType: 'UnManagedDevice' }, 400, 'InvalidInput'],
    ['POST', '/api/machines/THIS/isolate', { comment: 'x' }, 400, 'InvalidRequestBody'],
    ['POST', '/api/machines/THIS/isolate', {}, 400, 'MissingRequiredParameter'],
    ['POST', '/api/machines/THIS/isolate', { Comment: '' }, 400, 'MissingRequiredParameter'],
    ['POST', '/api/machines/THIS/isolate', { Comment: 1 }, 400, 'InvalidRequestBody'],
    ['POST', '/api/machines/THIS/isolate', { Comment, toString: 'x' }, 400, 'InvalidRequestBody'],
    ['POST', '/api/machines/THIS/isolate', 'not json', 400, 'InvalidRequestBody'],
    ['POST', `/api/machines/${'0'.repeat(40)}/isolate`, { Comment }, 404, 'ResourceNotFound'],
    ['POST', '/api/machines/THIS/unisolate', { Comment }, 201, ''],
    ['POST', '/api/machines/THIS/runAntiVirusScan', { Comment, ScanType: 'Quick' }, 201, ''],
    ['POST', '/api/machines/THIS/runAntiVirusScan', { Comment }, 400, 'MissingRequiredParameter'],
    ['POST', '/api/machines/THIS/StopAndQuarantineFile', { Comment, Sha1: 'a'.repeat(40) }, 201, ''],
    ['POST', '/api/machines/THIS/stopandquarantinefile', { Comment, Sha1: 'a'.repeat(32) }, 400, 'InvalidHashValue'],
    ['POST', '/api/machines/THIS/collectInvestigationPackage', { Comment }, 201, ''],
    ['POST', '/api/machines/THIS/startInvestigation', { Comment }, 201, ''],
    ['POST', '/api/machines/THIS/restrictCodeExecution', { Comment }, 201, ''],
    ['POST', '/api/machines/THIS/unrestrictCodeExecution', { Comment }, 201, ''],
    ['POST', '/api/machines/THIS/offboard', { Comment }, 400, 'NotSimulated'],
    ['GET', '/api/vulnerabilities', undefined, 400, 'NotSimulated'],
    ['DELETE', '/api/machines', undefined, 400, 'NotSimulated'],
    ['GET', '/nowhere/at/all', undefined, 400, 'NotSimulated'],
    ['GET', '/%zz', undefined, 400, 'BadRequest'],
    ['GET', '/api/machines?$top=%zz', undefined, 400, 'BadRequest'],
  ])('%s %s %j is %i %s', async (method, path, body, status, code) => {
    const machine = await idOf('ws-001.contoso.example');
    const headers: Record<string, string> = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
    const answer = await client.send(method, path.replace('THIS', machine.toUpperCase()), { body, headers });
    expect(answer.status, answer.text).toBe(status);
    if (code === '') return;
    expect(answer.json).toEqual({
      error: { code, message: expect.any(String), target: answer.headers['x-ms-request-id'] },
    });
  });

  test('a route that is not simulated is refused by name and is in the journal', async () => {
    const answer = await client.get('/api/vulnerabilities');
    expect(answer.json.error.message).toBe('GET /api/vulnerabilities is not simulated.');
    expect(await client.journal()).toContainEqual(
      expect.objectContaining({ path: '/api/vulnerabilities', status: 400 }),
    );
  });

  test('an operation that other products call is refused as undocumented', async () => {
    const { status, json } = await client.get('/api/machines/ws-001/availableMachineActions');
    expect(status).toBe(400);
    expect(json.error.message).toBe(
      'Microsoft documents no GET /api/machines/{id}/availableMachineActions, so it is not simulated.',
    );
  });

  test('a cancellation requires no comment', async () => {
    const machine = await idOf('ws-002');
    for (const body of [{}, { Comment: '' }]) {
      const { json } = await client.post(`/api/machines/${machine}/runAntiVirusScan`, { Comment, ScanType: 'Quick' });
      const answer = await client.post(`/api/machineactions/${json.id}/cancel`, body);
      expect([answer.status, answer.json.status], answer.text).toEqual([200, 'Cancelled']);
    }
  });

  test('a content type other than JSON is refused', async () => {
    const machine = await idOf('ws-001');
    const sent = { body: '{"Comment":"x"}', headers: { 'Content-Type': 'text/plain' } };
    expect((await client.send('POST', `/api/machines/${machine}/isolate`, sent)).json.error.code).toBe(
      'InvalidRequestBody',
    );
  });
});

describe('a machine action runs its course by the clock', () => {
  test('from Pending to InProgress to Succeeded, twice as fast at speed 2', async () => {
    const machine = await idOf('ws-001');
    const { json } = await client.post(`/api/machines/${machine}/isolate`, { Comment, IsolationType: 'Selective' });
    const created = '2026-11-22T03:00:00.0000000Z';
    expect(json).toMatchObject({
      type: 'Isolate',
      scope: null,
      status: 'Pending',
      externalId: null,
      troubleshootInfo: null,
      requestorComment: Comment,
      machineId: machine,
      creationDateTimeUtc: created,
    });
    const read = async () => (await client.get(`/api/machineactions/${json.id.toUpperCase()}`)).json;
    clock.advance(2);
    expect(await read()).toMatchObject({
      status: 'InProgress',
      scope: 'Selective',
      lastUpdateDateTimeUtc: '2026-11-22T03:00:01.5000000Z',
    });
    clock.advance(8);
    expect(await read()).toMatchObject({ status: 'Succeeded', lastUpdateDateTimeUtc: '2026-11-22T03:00:10.0000000Z' });
    const [listed] = (await client.get('/api/machineactions?$top=1')).json.value;
    expect(listed).toMatchObject({
      id: json.id,
      status: 'Succeeded',
      lastUpdateDateTimeUtc: '2026-11-22T03:00:10.0000000Z',
    });
    for (const name of ['lastUpdateDateTimeUtc', 'lastUpdateTimeUtc']) {
      expect((await client.get(`/api/machineactions?$orderby=${name}%20desc&$top=1`)).json.value).toEqual([listed]);
    }
    clock.advance(-10);
  });

  test('with one action of a type at a time on a machine', async () => {
    const machine = await idOf('ws-001');
    const scan = () => client.post(`/api/machines/${machine}/runAntiVirusScan`, { Comment, ScanType: 'Quick' });
    expect((await scan()).status).toBe(201);
    const again = await scan();
    expect([again.status, again.json.error.code, again.json.error.message]).toEqual([
      400,
      'ActiveRequestAlreadyExists',
      'Action is already in progress',
    ]);
    expect((await client.post(`/api/machines/${machine}/isolate`, { Comment })).status).toBe(201);
    clock.advance(60);
    expect((await scan()).status).toBe(201);
    clock.advance(-60);
  });

  test('and so does an investigation, one at a time', async () => {
    const machine = await idOf('ws-001');
    const start = () => client.post(`/api/machines/${machine}/startInvestigation`, { Comment });
    const { json } = await start();
    expect(json).toMatchObject({ state: 'Queued', endTime: null, machineId: machine });
    expect((await start()).json.error.code).toBe('ActiveRequestAlreadyExists');
    clock.advance(45);
    expect((await client.get(`/api/investigations/${json.id}`)).json).toMatchObject({
      state: 'SuccessfullyRemediated',
      endTime: '2026-11-22T03:00:45.0000000Z',
    });
    clock.advance(-45);
  });

  test('and can be cancelled while active: 400 afterwards, 403 without the permission of its type', async () => {
    const machine = await idOf('ws-001');
    const { json } = await client.post(`/api/machines/${machine}/isolate`, { Comment });
    await client.control('grants', { roles: ['Machine.Read.All', 'Machine.Scan'] });
    await client.signIn();
    expect((await client.post(`/api/machineactions/${json.id}/cancel`, { Comment: 'no' })).status).toBe(403);
    await client.control('grants', { roles: ['Machine.Read.All', 'Machine.Isolate'] });
    await client.signIn();
    const cancelled = await client.post(`/api/machineactions/${json.id}/cancel`, { Comment: 'no' });
    expect([cancelled.status, cancelled.json.status, cancelled.json.cancellationComment]).toEqual([
      200,
      'Cancelled',
      'no',
    ]);
    expect((await client.post(`/api/machineactions/${json.id}/cancel`, { Comment: 'no' })).status).toBe(400);
    expect((await client.post(`/api/machines/${machine}/isolate`, { Comment })).status).toBe(201);
  });

  test.each([
    ['kiosk-05', 'isolate', { Comment }, 400, 'InvalidInput'],
    ['kiosk-05', 'isolate', { Comment, IsolationType: 'UnManagedDevice' }, 201, ''],
    ['mac-014', 'isolate', { Comment }, 400, 'OsPlatformNotSupported'],
    ['mac-014', 'runAntiVirusScan', { Comment, ScanType: 'Full' }, 201, ''],
    ['lnx-web-01', 'isolate', { Comment }, 201, ''],
    ['lnx-web-01', 'isolate', { Comment, IsolationType: 'Selective' }, 400, 'OsPlatformNotSupported'],
    ['lnx-web-01', 'collectInvestigationPackage', { Comment }, 400, 'OsPlatformNotSupported'],
    ['lnx-web-01', 'startInvestigation', { Comment }, 400, 'OsPlatformNotSupported'],
  ])('%s %s %j is %i %s', async (name, path, body, status, code) => {
    const answer = await client.post(`/api/machines/${await idOf(name)}/${path}`, body);
    expect([answer.status, answer.json.error?.code ?? '']).toEqual([status, code]);
  });

  test('an unmanaged device can be released only if it was contained', async () => {
    const machine = await idOf('kiosk-05');
    const release = () => client.post(`/api/machines/${machine}/unisolate`, { Comment });
    expect((await release()).status).toBe(400);
    await client.post(`/api/machines/${machine}/isolate`, { Comment, IsolationType: 'UnManagedDevice' });
    expect((await release()).status).toBe(201);
  });

  test('a seed makes the actions of a machine fail, and actions stay in the state in which they are seeded', async () => {
    const id = 'f'.repeat(40);
    await client.control('seed', {
      collection: 'machines',
      items: [{ id, computerDnsName: 'failing.contoso.example', actionsEnd: 'Failed' }],
    });
    const { json } = await client.post(`/api/machines/${id}/isolate`, { Comment });
    const stuck = {
      id: '33333333-3333-4333-8333-333333333333',
      type: 'RunAntiVirusScan',
      status: 'InProgress',
      machineId: id,
    };
    await client.control('seed', { collection: 'machineActions', items: [stuck] });
    clock.advance(86_400);
    await client.signIn();
    expect((await client.get(`/api/machineactions/${json.id}`)).json.status).toBe('Failed');
    expect((await client.get(`/api/machineactions/${stuck.id}`)).json).toMatchObject({
      ...stuck,
      computerDnsName: 'failing.contoso.example',
    });
    expect((await client.post(`/api/machines/${id}/runAntiVirusScan`, { Comment, ScanType: 'Quick' })).status).toBe(
      400,
    );
    expect('actionsEnd' in (await client.get(`/api/machines/${id}`)).json).toBe(false);
    clock.advance(-86_400);
  });
});

describe('machines by internal address and time', () => {
  test.each([
    ['10.0.4.50', '2026-11-22T02:00:00Z', ['ws-005.contoso.example']],
    ['10.0.4.50', '2026-11-10T00:00:00Z', ['ws-004.contoso.example']],
    ['10.0.4.50', '2026-11-12T16:00:00Z', []],
    ['203.0.113.10', '2026-11-22T02:00:00Z', []],
  ])('%s at %s', async (ip, at, names) => {
    const answer = await client.get(`/api/machines/findbyip(timestamp=${at},ip='${ip}')`);
    expect(answer.json.value.map((machine: { computerDnsName: string }) => machine.computerDnsName)).toEqual(names);
  });
});
