import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeChain } from '../../src/simulator/certificates.ts';
import { defaultMachines, startSimulator } from '../../src/simulator/server.ts';
import { cli, launch, removeFoldersAtEnd } from '../support/process.ts';
import { type Client, connect, handClock } from './client.ts';

removeFoldersAtEnd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the chain passes openssl verify -x509_strict, for a day and for every loopback name', async () => {
  const chain = await makeChain(Date.now());
  const [ca, leaf] = [join(folder, 'ca.pem'), join(folder, 'leaf.pem')];
  writeFileSync(ca, chain.authority);
  writeFileSync(leaf, chain.certificate);
  for (const name of [
    ['-verify_ip', '127.0.0.1'],
    ['-verify_ip', '::1'],
    ['-verify_hostname', 'localhost'],
  ]) {
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', ...name, '-CAfile', ca, leaf];
    expect(execFileSync('openssl', args, { encoding: 'utf8' })).toContain('OK');
  }
  for (const file of [ca, leaf]) {
    expect(() =>
      execFileSync('openssl', ['x509', '-noout', '-checkend', '86400', '-in', file], { stdio: 'pipe' }),
    ).toThrow();
    execFileSync('openssl', ['x509', '-noout', '-checkend', '86000', '-in', file], { stdio: 'pipe' });
  }
});

test('only the certificate is written to disk, in a private folder that is removed with the tenant', async () => {
  const simulator = await startSimulator();
  const file = String(simulator.env.NODE_EXTRA_CA_CERTS);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\s*$/);
  await simulator.close();
  expect(existsSync(dirname(file))).toBe(false);
});

describe('the same seed', () => {
  const contents = async (seed: number): Promise<string> => {
    const client = await connect({ seed, now: handClock().now });
    const paths = ['/api/machines', '/api/machineactions', '/api/indicators', '/api/investigations'];
    const texts = await Promise.all(paths.map(async (path) => JSON.stringify((await client.get(path)).json.value)));
    const { Results } = (await client.post('/api/advancedqueries/run', { Query: 'DeviceProcessEvents' })).json;
    const { DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID } = client.simulator.env;
    await client.close();
    return JSON.stringify([texts, Results, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID]);
  };

  test('makes the same tenant, and another seed makes another', async () => {
    const [first, again, other] = await Promise.all([contents(7), contents(7), contents(8)]);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

test('serves a tenant without machines, and one with very many', async () => {
  const none = await connect({ machines: 0 });
  expect((await none.get('/api/machines')).status).toBe(404);
  await none.close();
  const many = await connect({ machines: 30_000 });
  const answer = await many.get('/api/machines?$count=true');
  expect([answer.json.value.length, answer.json['@odata.count']]).toEqual([10_000, 30_000]);
  expect(new Set(answer.json.value.map((machine: { id: string }) => machine.id)).size).toBe(10_000);
  await many.close();
});

describe('rate limits', () => {
  const clock = handClock();
  let client: Client;
  beforeAll(async () => {
    client = await connect({ now: clock.now, rateLimits: true, speed: 1000 });
  });
  afterAll(() => client.close());

  test('are 100 calls a minute of one operation, in a sliding window that speed does not scale', async () => {
    const read = (name = 'ws-001') => client.get(`/api/machines/${name}`);
    for (let call = 0; call < 60; call += 1) expect((await read()).status).toBe(200);
    clock.advance(30);
    for (let call = 0; call < 40; call += 1) expect((await read('WS-002')).status).toBe(200);
    const refused = await client.send('GET', '/api/v1.0/machines/ws-003');
    expect([refused.status, refused.json.error.code, refused.headers['retry-after']]).toEqual([
      429,
      'TooManyRequests',
      '30',
    ]);
    expect((await client.get('/api/machines')).status).toBe(200);
    clock.advance(30);
    for (let call = 0; call < 60; call += 1) expect((await read()).status).toBe(200);
    expect((await read()).headers['retry-after']).toBe('30');
  });

  test('are 2 a minute for package links', async () => {
    const [action] = (await client.get("/api/machineactions?$filter=type%20eq%20'CollectInvestigationPackage'")).json
      .value;
    const link = () => client.get(`/api/machineactions/${action.id}/getPackageUri`);
    expect([(await link()).status, (await link()).status, (await link()).status]).toEqual([404, 404, 429]);
  });

  test('are 50 an hour for investigations', async () => {
    const machine = (await client.get('/api/machines')).json.value[0].id;
    const start = () => client.post(`/api/machines/${machine}/startInvestigation`, { Comment: 'x' });
    for (let call = 0; call < 50; call += 1) expect((await start()).status).not.toBe(429);
    clock.advance(600);
    const refused = await start();
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3000']);
  });
});

describe('hostile input', () => {
  let client: Client;
  beforeAll(async () => {
    client = await connect();
  });
  afterAll(() => client.close());

  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const ca = readFileSync(String(client.simulator.env.NODE_EXTRA_CA_CERTS));
      const socket = connectTls({ host: '127.0.0.1', port: client.simulator.port, ca }, () => socket.write(text));
      let answer = '';
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString();
        socket.end();
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });

  test.each([
    ['gibberish', 'hello\r\n\r\n'],
    ['a space in the path', 'GET /api/mach ines HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a huge header', `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(70_000)}\r\n\r\n`],
    ['a broken encoding', 'GET /api/%ff%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ])('%s is 400', async (_what, text) => {
    expect(await raw(text)).toMatch(/^HTTP\/1\.1 400 /);
    expect((await client.get('/api/machines')).status).toBe(200);
  });

  test('a body above 16 MiB is 400', async () => {
    const answer = await client.send('POST', '/api/indicators', { body: Buffer.alloc(16 * 1024 * 1024 + 1) });
    expect([answer.status, answer.json.error.code]).toEqual([400, 'InvalidRequestBody']);
  });

  test('an absolute URL and an unknown Host are accepted', async () => {
    const token = await client.signIn();
    const head = `Host: evil.example\r\nAuthorization: Bearer ${token}\r\nConnection: close`;
    const answer = await raw(`GET https://evil.example/api/machines?$top=1 HTTP/1.1\r\n${head}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(`https://127.0.0.1:${client.simulator.port}/`);
  });

  test('16 clients are answered at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 160 }, () => client.get('/api/machines?$top=5')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('the command', () => {
  test.each([
    [['--port', 'x'], /--port/],
    [['--port', '70000'], /--port/],
    [['--machines', '-1'], /machines/],
    [['--seed', '1.5'], /--seed/],
    [['--speed', '0'], /--speed/],
    [['--rate-limits', 'maybe'], /--rate-limits/],
    [['--bogus'], /--bogus/],
    [['positional'], /too many arguments/],
  ])('%j: one line on stderr, status 2', async (argv, message) => {
    const { code, stderr, json } = await launch(cli, ['simulate', ...argv]).ended;
    expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'invalid_params' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  test('a port that is in use: status 2', async () => {
    const first = await startSimulator();
    const { code, stderr } = await launch(cli, ['simulate', '--port', String(first.port)]).ended;
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('EADDRINUSE') });
    await first.close();
  });

  test('the help names the number of machines that a tenant has by default', async () => {
    const { stdout } = await launch(cli, ['simulate', '--help']).ended;
    expect(stdout).toContain(`machines in the tenant (${defaultMachines})`);
  });

  test('prints the environment as one line, and on SIGTERM cleans up and ends with 0', async () => {
    const { child, ended } = launch(cli, ['simulate', '--machines', '3']);
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(line).toMatch(/^\{.*\}\n$/);
    const file = JSON.parse(line).NODE_EXTRA_CA_CERTS;
    expect(existsSync(file)).toBe(true);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, stderr, existsSync(dirname(file))]).toEqual([0, '', false]);
  });
});
