import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { createTransport } from '../../src/http/transport.ts';
import { makeChain } from '../../src/simulator/certificates.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const day = 24 * 3_600_000;

it.each([
  ['has expired', 'CERT_HAS_EXPIRED', '127.0.0.1', -2 * day, /^The certificate has expired: .*clock.*renew/],
  ['is not valid yet', 'CERT_NOT_YET_VALID', '127.0.0.1', 2 * day, /^The certificate is not valid yet: .*clock/],
  ['is for another name', 'ERR_TLS_CERT_ALTNAME_INVALID', '127.0.0.2', 0, /^The certificate is for another name: /],
])('a certificate that %s has its own hint', async (_what, code, address, shift, hint) => {
  const chain = await makeChain(Date.now() + shift);
  const listening = createServer({ key: chain.key, cert: chain.certificate });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, address, resolve));
  const { port } = listening.address() as AddressInfo;
  const transport = createTransport({
    userAgent: 'test',
    proxyFor: () => '',
    ca: [chain.authority],
    signal: new AbortController().signal,
  });
  const url = `https://${address}:${port}/`;
  const request = transport.send({ method: 'GET', url, headers: {}, timeoutMs: 10_000, mostBytes: 1000 });
  await expect(request).rejects.toMatchObject({
    code: 'network_failed',
    message: `the certificate of ${address}:${port} is not trusted (${code})`,
    fields: { hint: expect.stringMatching(hint), delivered: 'no', retry: 'never' },
  });
  transport.close();
});
