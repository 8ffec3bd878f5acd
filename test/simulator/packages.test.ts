import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

const clock = handClock();
let client: Client;
let actionId: string;
beforeAll(async () => {
  client = await connect({ now: clock.now });
  const machine = (await client.get('/api/machines/ws-001')).json.id;
  actionId = (await client.post(`/api/machines/${machine}/collectInvestigationPackage`, { Comment: 'x' })).json.id;
});
afterAll(() => client.close());

async function link(): Promise<string> {
  const { json } = await client.get(`/api/machineactions/${actionId}/GetPackageUri`);
  expect(json.value).toMatch(/^".+"$/);
  const url = new URL(json.value.slice(1, -1));
  expect(url.origin).toBe(client.simulator.env.DEFENDER_API_URL);
  return url.pathname + url.search;
}

const fetchIt = (path: string, headers: Record<string, string> = {}, token: string | null = null) =>
  client.send('GET', path, { headers, token });

test('a package is 404 until it is collected, then a zip behind a signed link', async () => {
  expect((await client.get(`/api/machineactions/${actionId}/getPackageUri`)).json.error.code).toBe('ResourceNotFound');
  clock.advance(45);
  const answer = await fetchIt(await link());
  expect([answer.status, answer.headers['content-type'], answer.headers['accept-ranges']]).toEqual([
    200,
    'application/zip',
    'bytes',
  ]);
  expect(Number(answer.headers['content-length'])).toBe(answer.bytes.length);
  const files = unzipSync(answer.bytes);
  expect(Buffer.from(files['Forensics Collection Summary.txt'] ?? []).toString()).toContain(actionId);
  expect((await fetchIt(await link())).bytes.equals(answer.bytes)).toBe(true);
});

test('the ranges of a package together are the whole package', async () => {
  const path = await link();
  const whole = await fetchIt(path);
  const size = whole.bytes.length;
  const etag = String(whole.headers.etag);
  const first = await fetchIt(path, { Range: 'bytes=0-99' });
  const rest = await fetchIt(path, { Range: 'bytes=100-', 'If-Range': etag });
  expect([first.status, first.headers['content-range']]).toEqual([206, `bytes 0-99/${size}`]);
  expect(rest.headers['content-range']).toBe(`bytes 100-${size - 1}/${size}`);
  expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
  expect((await fetchIt(path, { Range: 'bytes=-10' })).bytes.equals(whole.bytes.subarray(-10))).toBe(true);
  expect((await fetchIt(path, { Range: 'bytes=100-', 'If-Range': '"other"' })).status).toBe(200);
  const beyond = await fetchIt(path, { Range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
});

test('a wrong or expired signature and an Authorization header are refused', async () => {
  const path = await link();
  const wrong = await fetchIt(path.replace(/sig=[^&]{4}/, 'sig=AAAA'));
  expect([wrong.status, wrong.headers['content-type']]).toEqual([403, 'application/xml']);
  expect(wrong.text).toContain('<Code>AuthenticationFailed</Code>');
  expect((await fetchIt(path, {}, 'leaked')).status).toBe(403);
  clock.advance(1799);
  expect((await fetchIt(path)).status).toBe(200);
  clock.advance(1);
  expect((await fetchIt(path)).status).toBe(403);
  await client.control('settings', { packageLinkSeconds: 0 });
  expect((await fetchIt(await link())).status).toBe(403);
  const entries = await client.journal();
  expect(entries).toContainEqual(
    expect.objectContaining({ authorized: true, path: expect.stringContaining('/_packages/'), status: 403 }),
  );
});

test('an action of another type has no package', async () => {
  const scan = (await client.get("/api/machineactions?$filter=type%20eq%20'RunAntiVirusScan'&$top=1")).json.value[0].id;
  expect((await client.get(`/api/machineactions/${scan}/getPackageUri`)).status).toBe(400);
});
