import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type FakeServer, useFakeServers } from '../support/fake-server.ts';
import { removeFoldersAtEnd, runAction } from '../support/process.ts';

removeFoldersAtEnd();
const fake = useFakeServers();

/** A port on loopback without a listener. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Runs an action with a short deadline, to see how it fails. */
async function failure(env: Record<string, string | undefined>) {
  const { code, json, stderr } = await runAction('list-machines', {}, { DEFENDER_TIMEOUT_SECONDS: '2', ...env });
  expect(code).toBe(5);
  expect(json.error).toMatchObject({ code: 'network_failed', retryable: true });
  expect(stderr).toMatch(/^network_failed: [^\n]+\n$/);
  return json.error as { message: string; hint: string };
}

describe('certificates', () => {
  it('are always verified, even with NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
    const server = await fake({ answer: () => ({ body: { value: [] } }) });
    const untrusting = { ...server.env, NODE_EXTRA_CA_CERTS: undefined };
    const plain = await failure(untrusting);
    const tricked = await failure({ ...untrusting, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    for (const { message, hint } of [plain, tricked]) {
      expect(message).toContain('not trusted');
      expect(hint).toContain('caCertificates');
    }
    expect([...server.signIns, ...server.seen]).toEqual([]);
  });

  it('that are trusted work with NODE_TLS_REJECT_UNAUTHORIZED=0, and stderr is empty', async () => {
    const server = await fake({ answer: () => ({ body: { value: [] } }) });
    const { code, stderr } = await runAction('list-machines', {}, { ...server.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('hosts that cannot be reached', () => {
  it('have different hints: not trusted, not reachable, not resolved', async () => {
    const server = await fake({});
    const untrusted = await failure({ ...server.env, NODE_EXTRA_CA_CERTS: undefined });
    const closed = `https://127.0.0.1:${await closedPort()}`;
    const unreachable = await failure({ ...server.env, DEFENDER_API_URL: closed, DEFENDER_AUTHORITY: closed });
    // A label of more than 63 letters is not valid, so that no query leaves this host.
    const host = `${'x'.repeat(64)}.invalid`;
    const unresolvable = await failure({
      ...server.env,
      DEFENDER_ALLOWED_HOSTS: host,
      DEFENDER_API_URL: host,
      DEFENDER_AUTHORITY: host,
    });
    expect(unreachable.message).toContain('ECONNREFUSED');
    expect(unresolvable.message).toContain('resolved');
    expect(new Set([untrusted.hint, unreachable.hint, unresolvable.hint]).size).toBe(3);
  });
});

describe('a response that is not as documented', () => {
  it('a redirect is not followed, and the token not sent to it', async () => {
    const elsewhere = await fake({ answer: () => ({ body: { value: [] } }) });
    const server = await fake({
      answer: () => ({ status: 302, headers: { location: `${elsewhere.origin}/api/machines` } }),
    });
    const { code, json } = await runAction('list-machines', {}, server.env);
    expect(code).toBe(1);
    expect(json.error).toMatchObject({ code: 'unexpected_response', status: 302, retryable: false });
    expect(server.seen).toHaveLength(1);
    expect(elsewhere.seen).toEqual([]);
  });

  it('a next page on another host is not followed', async () => {
    const elsewhere = await fake({ answer: () => ({ body: { value: [] } }) });
    const server = await fake({
      answer: () => ({ body: { value: [{ id: 'a' }], '@odata.nextLink': `${elsewhere.origin}/api/machines?$skip=1` } }),
    });
    const { code, json } = await runAction('list-machines', {}, server.env);
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    ['HTML', '<!DOCTYPE html><title>Sign in</title>'],
    ['an empty body', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['an object without value', '{"values": []}'],
    ['a value that is not a list', '{"value": {}}'],
  ])('200 with %s', async (_what, body) => {
    const server = await fake({ answer: () => ({ headers: { 'content-type': 'text/html' }, body }) });
    const { code, json, stdout } = await runAction('list-machines', {}, server.env);
    expect(code).toBe(1);
    expect(json.error).toMatchObject({ code: 'unexpected_response', retryable: false, status: 200 });
    expect(stdout).toBe(`${JSON.stringify(json)}\n`);
    expect(server.seen).toHaveLength(1);
  });

  it('a machine action without id', async () => {
    const server = await fake({ answer: () => ({ body: { type: 'Isolate' } }) });
    const { code, json } = await runAction(
      'get-machine-action-details',
      { machineActionId: '5382f7ea-7557-4ab7-9782-d50480024a4e' },
      server.env,
    );
    expect(code).toBe(1);
    expect(json.error.code).toBe('unexpected_response');
  });

  it('unknown enum values, other scalar types, nulls and missing fields pass through', async () => {
    const odd = {
      id: 'a',
      healthStatus: 'Sleepy',
      rbacGroupId: 12,
      osBuild: '22631',
      lastSeen: null,
      newField: { x: [1] },
    };
    const server = await fake({ answer: () => ({ body: { value: [odd] } }) });
    const { code, json } = await runAction('list-machines', {}, server.env);
    expect(code).toBe(0);
    expect(json.value).toEqual([odd]);
  });
});

describe('a request', () => {
  it('has the user agent of the package, accepts JSON and has the token', async () => {
    const server = await fake({
      answer: () => ({ status: 201, body: { id: 'a', type: 'Isolate', status: 'Pending' } }),
    });
    const machineId = 'a'.repeat(40);
    const { code } = await runAction('isolate-machine', { machineId, comment: 'Füße' }, server.env);
    expect(code).toBe(0);
    expect(server.seen).toHaveLength(1);
    const [{ method, url, headers, body }] = server.seen as [FakeServer['seen'][number]];
    expect({ method, url }).toEqual({ method: 'POST', url: `/api/machines/${machineId}/isolate` });
    expect(JSON.parse(body)).toEqual({ Comment: 'Füße', IsolationType: 'Full' });
    expect(headers['user-agent']).toMatch(/^defender-soar\/\d+\.\d+\.\d+$/);
    expect(headers.accept).toBe('application/json');
    expect(headers['accept-encoding']).toBe('gzip');
    expect(headers['content-type']).toBe('application/json');
    expect(headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  });
});
