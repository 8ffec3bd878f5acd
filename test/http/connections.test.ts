import { connect, createServer, type Server, Socket, type TcpNetConnectOpts } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import isolate from '../../actions/isolate-machine.ts';
import listMachines from '../../actions/list-machines.ts';
import { systemClock } from '../../src/clock.ts';
import { createTransport } from '../../src/http/transport.ts';
import { makeChain } from '../../src/simulator/certificates.ts';
import { handClock } from '../support/clock.ts';
import { type FakeServer, useFakeServers } from '../support/fake-server.ts';
import { runHere, writeDefaults } from '../support/in-process.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';

const fake = useFakeServers();
const open: (Server | TestProxy)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of open.splice(0)) one.close();
});

async function proxy(to?: number): Promise<TestProxy> {
  const started = await startProxy(to === undefined ? {} : { to });
  open.push(started);
  return started;
}

/** A firewall in front of a server; what comes later on a connection that it has dropped, it swallows. */
async function startFirewall({ port }: FakeServer) {
  const clients = new Set<Socket>();
  const dropped = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    const upstream = connect(port, '127.0.0.1');
    upstream.pipe(client);
    client.on('data', (chunk) => dropped.has(client) || upstream.write(chunk));
    client.on('close', () => upstream.destroy());
    for (const socket of [client, upstream]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  const address = server.address() as { port: number };
  return {
    port: address.port,
    drop() {
      for (const client of clients) dropped.add(client);
    },
  };
}

/** Isolates a machine behind a firewall that drops the connection while the run waits for Retry-After. */
async function isolateAcrossPause(isProxied: boolean) {
  const machineId = 'a'.repeat(40);
  const made = { id: '5382f7ea-7557-4ab7-9782-d50480024a4e', type: 'Isolate', status: 'Pending', machineId };
  const server = await fake({
    answer(_seen, index) {
      if (index > 0) return { status: 201, body: made };
      firewall.drop();
      return { status: 429, headers: { 'retry-after': '3' } };
    },
  });
  const firewall = await startFirewall(server);
  const origin = `https://127.0.0.1:${firewall.port}`;
  const through: Record<string, string> = isProxied
    ? { DEFENDER_PROXY_URL: `http://127.0.0.1:${(await proxy(firewall.port)).port}` }
    : { DEFENDER_API_URL: origin, DEFENDER_AUTHORITY: origin };
  const ended = await runHere(
    isolate,
    { ...writeDefaults, isolationType: 'Full', machineId },
    { env: { ...server.env, DEFENDER_TIMEOUT_SECONDS: '20', ...through }, clock: systemClock },
  );
  return { code: ended.code, posts: server.seen.map(({ method }) => method) };
}

it('a write after a pause goes out on a new connection, not on one that a firewall has dropped', async () => {
  const runs = await Promise.all([isolateAcrossPause(false), isolateAcrossPause(true)]);
  for (const run of runs) expect(run).toEqual({ code: 0, posts: ['POST', 'POST'] });
});

it.each([
  ['closes the connection', '', 'ended'],
  ['is not an HTTP proxy', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'something other than HTTP'],
  ['switches the protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n', 'status 101'],
])('a proxy that %s is named, with what it did', async (_what, answer, said) => {
  const between = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  open.push(between);
  const { port } = between.address() as { port: number };
  const server = await fake({});
  const env = { ...server.env, DEFENDER_PROXY_URL: `http://127.0.0.1:${port}` };
  const { code, json } = await runHere(listMachines, {}, { env, clock: handClock(Date.now()) });
  expect(json.error.code).toBe('network_failed');
  expect(json.error.message).toContain(`the proxy 127.0.0.1:${port}`);
  expect(json.error.message).toContain(said);
  expect(code).toBe(5);
});

it('a proxy over TLS is trusted by caCertificates', async () => {
  const server = await fake({ answer: () => ({ body: { value: [] } }) });
  const { key, certificate, authority } = await makeChain(Date.now());
  const between = await startProxy({ tls: { key, cert: certificate } });
  open.push(between);
  const list = (trusted: string) => {
    const { NODE_EXTRA_CA_CERTS: _file, ...env } = server.env;
    const through = { DEFENDER_PROXY_URL: `https://127.0.0.1:${between.port}`, DEFENDER_CA_CERTIFICATES: trusted };
    return runHere(listMachines, {}, { env: { ...env, ...through }, clock: systemClock });
  };
  expect((await list(`${server.authority}\n${authority}`)).json).toMatchObject({ value: [] });
  expect(between.asked.length).toBeGreaterThan(0);
  const untrusted = await list(server.authority);
  expect(untrusted.json.error).toMatchObject({ code: 'network_failed', message: expect.stringContaining('the proxy') });
});

it('nothing is sent after a signal', async () => {
  const server = await fake({});
  const { authority, origin } = server;
  const options = { userAgent: 'test', proxyFor: () => '', ca: [authority], signal: AbortSignal.abort() };
  const sent = createTransport(options).send({ method: 'POST', url: origin, headers: {}, timeoutMs: 1000 });
  await expect(sent).rejects.toMatchObject({
    code: 'cancelled',
    message: 'the run was ended by a signal',
    fields: { delivered: 'no' },
  });
  expect(server.seen).toEqual([]);
});

it('each address of a host or a proxy gets five seconds to connect', async () => {
  const connecting = vi.spyOn(Socket.prototype, 'connect');
  /** Options with which a port was connected to. */
  const optionsFor = (port: number) =>
    (connecting.mock.calls as unknown[][])
      .map(([first]) => (Array.isArray(first) ? first[0] : first) as TcpNetConnectOpts)
      .filter((options) => Number(options.port) === port);
  const server = await fake({ answer: () => ({ body: { value: [] } }) });
  const list = (env = {}) => runHere(listMachines, {}, { env: { ...server.env, ...env }, clock: systemClock });
  expect((await list()).code).toBe(0);
  const direct = optionsFor(server.port);
  const between = await proxy();
  expect((await list({ DEFENDER_PROXY_URL: `http://127.0.0.1:${between.port}` })).code).toBe(0);
  for (const options of [direct, optionsFor(between.port)]) {
    expect(options.length).toBeGreaterThan(0);
    for (const { autoSelectFamilyAttemptTimeout: most } of options) expect(most).toBe(5000);
  }
});
