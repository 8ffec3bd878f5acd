import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

const clock = handClock();
let client: Client;
beforeAll(async () => {
  client = await connect({ now: clock.now });
});
afterAll(() => client.close());
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn();
});

const put = { type: 'PutFile', params: [{ key: 'FileName', value: 'tool.exe' }] };
const script = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'triage.ps1' }] };
const get = { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\a' }] };

async function run(name: string, Commands: unknown) {
  const { id } = (await client.get(`/api/machines/${name}`)).json;
  return client.post(`/api/machines/${id}/runliveresponse`, { Comment: 'why', Commands });
}
const linkOf = (id: string, index: number | string) =>
  client.get(`/api/machineactions/${id}/GetLiveResponseResultDownloadLink(index=${index})`);
const statusesOf = async (id: string) => {
  const { status, commands } = (await client.get(`/api/machineactions/${id}`)).json;
  return [status, ...commands.map(({ commandStatus }: { commandStatus: string }) => commandStatus)];
};

test('commands run one after another, and each has its result behind a signed link', async () => {
  const { status, json } = await run('ws-001', [put, script, get]);
  expect([status, json.type, json.commands[1]]).toEqual([
    201,
    'LiveResponse',
    { index: 1, startTime: null, endTime: null, commandStatus: 'Created', errors: [], command: script },
  ]);
  expect((await linkOf(json.id, 1)).json.error.code).toBe('ResourceNotFound');
  clock.advance(20);
  expect(await statusesOf(json.id)).toEqual(['InProgress', 'Completed', 'Completed', 'Created']);
  clock.advance(10);
  expect(await statusesOf(json.id)).toEqual(['Succeeded', 'Completed', 'Completed', 'Completed']);
  const fetched = async (index: number) => {
    const url = new URL((await linkOf(json.id, index)).json.value);
    return client.send('GET', url.pathname + url.search, { token: null });
  };
  expect(JSON.parse((await fetched(1)).text)).toEqual({
    script_name: 'triage.ps1',
    exit_code: 0,
    script_output: 'triage.ps1 ran \r\n\0\0',
    script_errors: '',
  });
  const file = await fetched(2);
  expect(file.text).toBe('Contents of C:\\a');
  expect(file.headers['content-disposition']).toBe("attachment; filename*=UTF-8''a");
  expect((await linkOf(json.id, 0)).status).toBe(404);
  expect((await linkOf(json.id, 3)).status).toBe(404);
  expect((await linkOf(json.id, 'x')).json.error.code).toBe('InvalidInput');
  clock.advance(-30);
});

test('a session requires no comment', async () => {
  const { id } = (await client.get('/api/machines/ws-001')).json;
  const { status, json } = await client.post(`/api/machines/${id}/runliveresponse`, { Commands: [get] });
  expect([status, json.requestorComment]).toEqual([201, null]);
});

test('a machine has one session at a time, and a tenant fifty', async () => {
  expect((await run('ws-001', [get])).status).toBe(201);
  expect((await run('ws-001', [script])).json.error.code).toBe('ActiveRequestAlreadyExists');
  await client.control('seed', {
    collection: 'machineActions',
    items: Array.from({ length: 49 }, () => ({ type: 'LiveResponse', status: 'Pending' })),
  });
  const refused = await run('ws-002', [get]);
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
});

test('a session for an offline machine is queued for two hours', async () => {
  const id = 'f'.repeat(40);
  await client.control('seed', {
    collection: 'machines',
    items: [{ id, computerDnsName: 'off', healthStatus: 'Inactive' }],
  });
  const { json } = await run('off', [get]);
  clock.advance(7199);
  await client.signIn();
  expect(await statusesOf(json.id)).toEqual(['Pending', 'Created']);
  clock.advance(1);
  expect(await statusesOf(json.id)).toEqual(['TimeOut', 'Created']);
  clock.advance(-7200);
});

test('the first command that fails ends the session', async () => {
  const id = 'f'.repeat(40);
  await client.control('seed', {
    collection: 'machines',
    items: [{ id, computerDnsName: 'ill', actionsEnd: 'Failed' }],
  });
  const { json } = await run('ill', [script, get]);
  clock.advance(30);
  expect(await statusesOf(json.id)).toEqual(['Failed', 'Completed', 'Failed']);
  clock.advance(-30);
});

test('the library can be seeded, and is as before after a reset', async () => {
  const seeded = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'New.ps1' }] };
  await client.control('seed', { collection: 'libraryFiles', items: [{ fileName: 'new.ps1' }], replace: true });
  expect((await run('ws-001', [script])).status).toBe(400);
  expect((await run('ws-001', [seeded])).status).toBe(201);
  await client.control('reset', {});
  await client.signIn();
  expect((await run('ws-001', [seeded])).status).toBe(400);
  expect((await run('ws-001', [script])).status).toBe(201);
});

test.each([
  ['out of order', [get, script], 'InvalidInput'],
  ['none', [], 'InvalidInput'],
  ['of an unknown type', [{ type: 'Erase', params: [] }], 'InvalidInput'],
  ['without its key', [{ type: 'RunScript', params: [{ key: 'Args', value: 'x' }] }], 'InvalidRequestBody'],
  ['with a key of another', [{ type: 'GetFile', params: [{ key: 'FileName', value: 'x' }] }], 'InvalidRequestBody'],
  ['no list', 'all', 'InvalidRequestBody'],
  [
    'with a script that the library does not hold',
    [{ type: 'RunScript', params: [{ key: 'ScriptName', value: 'x' }] }],
    'InvalidInput',
  ],
  [
    'with a file that the library does not hold',
    [{ type: 'PutFile', params: [{ key: 'FileName', value: 'x' }] }],
    'InvalidInput',
  ],
])('commands %s are refused', async (_what, commands, code) => {
  const { status, json } = await run('ws-001', commands);
  expect([status, json.error.code]).toEqual([400, code]);
});
