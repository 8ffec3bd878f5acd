import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redactor.ts';
import { readNetworkSettings } from '../../src/resource/network.ts';
import { faultsOf } from '../../src/resource/reading.ts';

async function read(proxyUrl: string | undefined, env: Record<string, string> = {}) {
  const redactor = createRedactor();
  const context = { env, redactor, signal: new AbortController().signal };
  const settings = await readNetworkSettings(proxyUrl === undefined ? {} : { proxyUrl }, context);
  return { settings, faults: faultsOf(settings) };
}

describe('a proxy address', () => {
  it.each([
    ['proxy.example:8080', 'http://proxy.example:8080/'],
    ['http://proxy.example', 'http://proxy.example/'],
    ['HTTPS://Proxy.Example:8443/', 'https://proxy.example:8443/'],
    ['http://svc:p%40ss%23%25@10.0.0.1:3128', 'http://svc:p%40ss%23%25@10.0.0.1:3128/'],
    ['http://svc:p@ss@10.0.0.1:3128', 'http://svc:p%40ss@10.0.0.1:3128/'],
    ['svc:pass@[2001:db8::1]:3128', 'http://svc:pass@[2001:db8::1]:3128/'],
  ])('%s is read', async (text, href) => {
    expect(await read(text)).toMatchObject({ settings: { value: { proxyUrl: href } } });
    expect(await read(undefined, { HTTPS_PROXY: text })).toMatchObject({
      settings: { value: { systemProxyUrl: href } },
    });
  });

  it.each([
    'http://svc:pa@Winter2026#x@127.0.0.1:9',
    'http://svc:Winter2026/x@127.0.0.1:9',
    'http://svc:Winter2026?x@127.0.0.1:9',
    'http://svc:Winter2026\\x@127.0.0.1:9',
    'http://svc:Winter2026 x@127.0.0.1:9',
    'http://svc:Winter2026%off@127.0.0.1:9',
    'http://svc:Winter2026%ff@127.0.0.1:9',
    'http://svc:Winter2026%0a@127.0.0.1:9',
    'http://127.0.0.1:9/Winter2026',
    'http://127.0.0.1:9#Winter2026',
    'http://127.0.0.1:Winter2026',
    'http://127.0.0.1:99999',
    'socks5://svc:Winter2026@127.0.0.1:9',
    'http://0x7f.1:9',
    'http://svc:Winter2026@',
  ])('%s is refused, and the error quotes nothing of it', async (text) => {
    for (const { faults } of [await read(text), await read(undefined, { HTTPS_PROXY: text })]) {
      expect(faults).toEqual([{ path: 'resource.proxyUrl', message: expect.stringContaining('percent-encode') }]);
      expect(faults[0]?.message).not.toMatch(/winter|127|0x7f|svc/i);
    }
  });
});

describe('a variable that makes Node print tokens', () => {
  it.each([
    ['NODE_DEBUG', 'http'],
    ['NODE_OPTIONS', '--max-old-space-size=512 --trace-tls'],
    ['NODE_OPTIONS', '--trace_tls'],
  ])('is refused: %s=%s', async (name, text) => {
    const { faults } = await read(undefined, { [name]: text });
    expect(faults).toEqual([{ path: name, message: expect.stringContaining('DEFENDER_LOG=debug') }]);
  });

  it('is accepted if it is empty, or has another value', async () => {
    const env = { NODE_DEBUG: '', NODE_OPTIONS: '--enable-source-maps' };
    expect((await read(undefined, env)).faults).toEqual([]);
  });
});
