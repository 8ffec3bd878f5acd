import { afterEach, describe, expect, it, vi } from 'vitest';
import { launch, runner } from '../support/process.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';
import { useTenant } from '../support/tenant.ts';

const tenant = useTenant();
const proxies: TestProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

const password = 'p@ss w/ord:4711';
const credentials = `soar:${password}`;

/** Starts a proxy that closes at the end of the test. */
async function proxy(options: Parameters<typeof startProxy>[0] = {}): Promise<TestProxy> {
  const started = await startProxy(options);
  proxies.push(started);
  return started;
}

const address = ({ port }: TestProxy, secret = password): string =>
  `http://soar:${encodeURIComponent(secret)}@127.0.0.1:${port}`;

describe('a proxy', () => {
  it('gets its credentials with every connection, and they are not printed, even with DEBUG=*', async () => {
    const between = await proxy({ credentials });
    const { code, stderr, json } = await tenant.run(
      'list-machines',
      { top: 1 },
      {
        DEFENDER_PROXY_URL: address(between),
        DEFENDER_TOKEN_CACHE: 'off',
        DEBUG: '*',
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json.count).toBe(1);
    const host = `127.0.0.1:${tenant.simulator.port}`;
    expect(new Set(between.asked.map((asked) => asked.host))).toEqual(new Set([host]));
    const basic = `Basic ${Buffer.from(credentials).toString('base64')}`;
    expect(new Set(between.asked.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
    for (const { headers } of await tenant.journal()) expect(headers).not.toHaveProperty('proxy-authorization');
  });

  it('opens one tunnel to each host for all requests', async () => {
    const between = await proxy({});
    const env = { DEFENDER_PROXY_URL: `http://127.0.0.1:${between.port}`, DEFENDER_TOKEN_CACHE: 'off' };
    await tenant.control('settings', { pageSize: 5 });
    expect((await tenant.run('list-machines', {}, env)).json.count).toBe(25);
    expect(between.asked).toHaveLength(1);
  });

  it('that refuses the credentials is named in the error, without them', async () => {
    const between = await proxy({ credentials });
    const wrong = 'wrong+pass/word';
    const { code, json, stdout, stderr } = await tenant.run(
      'list-machines',
      {},
      {
        DEFENDER_PROXY_URL: address(between, wrong),
        DEFENDER_TOKEN_CACHE: 'off',
        DEFENDER_LOG: 'debug',
      },
    );
    expect(code).toBe(5);
    expect(json.error.code).toBe('network_failed');
    expect(json.error.message).toContain('407');
    expect(json.error.hint).toMatch(/proxy/i);
    const basic = Buffer.from(`soar:${wrong}`).toString('base64');
    for (const secret of [wrong, encodeURIComponent(wrong), basic]) expect(stdout + stderr).not.toContain(secret);
    expect(await tenant.journal()).toEqual([]);
  });

  it.each(['pa@Winter2026#x', 'Winter2026%off'])(
    'with the password %s as it is, not encoded, is refused',
    async (plain) => {
      const env = { ...tenant.env, DEFENDER_PROXY_URL: `http://svc:${plain}@127.0.0.1:9` };
      const { code, json, stdout, stderr } = await tenant.run('list-machines', '{}', env, ['--batch']);
      expect(code).toBe(2);
      expect(json.error.details).toEqual([
        { path: 'resource.proxyUrl', message: expect.stringContaining('percent-encode') },
      ]);
      expect(stdout + stderr).not.toMatch(/winter/i);
    },
  );

  it('that cannot be reached is network_failed', async () => {
    const gone = await startProxy();
    await gone.close();
    const { code, json } = await tenant.run(
      'list-machines',
      {},
      {
        DEFENDER_PROXY_URL: address(gone),
        DEFENDER_TIMEOUT_SECONDS: '1',
      },
    );
    expect(code).toBe(5);
    expect(json.error.code).toBe('network_failed');
    expect(json.error.message + json.error.hint).not.toContain(password);
  });

  it('that does not answer fails at the deadline, or at a signal', async () => {
    const between = await proxy({ silent: true });
    const env = { ...tenant.env, DEFENDER_PROXY_URL: address(between), DEFENDER_TOKEN_CACHE: 'off' };
    const late = await tenant.run('list-machines', {}, { ...env, DEFENDER_TIMEOUT_SECONDS: '1' });
    expect(late.json.error).toMatchObject({ code: 'timed_out', message: expect.stringContaining('proxy') });
    expect(late.code).toBe(5);
    const run = launch(runner('list-machines'), [], { stdin: {}, env });
    await vi.waitFor(() => expect(between.asked).toHaveLength(2), { timeout: 20_000 });
    run.child.kill('SIGTERM');
    const { code, json } = await run.ended;
    expect(json.error.code).toBe('cancelled');
    expect(code).toBe(143);
  });

  it('from HTTPS_PROXY is used for hosts that NO_PROXY does not exempt', async () => {
    const between = await proxy({ credentials, to: tenant.simulator.port });
    const host = `${'x'.repeat(64)}.invalid`;
    const env = {
      DEFENDER_ALLOWED_HOSTS: host,
      DEFENDER_API_URL: host,
      DEFENDER_AUTHORITY: host,
      DEFENDER_TIMEOUT_SECONDS: '1',
      HTTPS_PROXY: address(between),
    };
    const through = await tenant.run('list-machines', {}, env);
    expect(between.asked[0]?.host).toBe(`${host}:443`);
    // The certificate is for another name: the tunnel was open, and TLS is verified inside it.
    expect(through.json.error.message).toContain('not trusted');
    const asked = between.asked.length;
    const past = await tenant.run('list-machines', {}, { ...env, NO_PROXY: 'invalid' });
    expect(between.asked).toHaveLength(asked);
    expect(past.json.error.message).toContain('resolved');
  });
});
