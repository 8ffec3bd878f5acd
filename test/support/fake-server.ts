import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type Chain, makeChain } from '../../src/simulator/certificates.ts';

/** A request as the fake server saw it. */
export interface Seen {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** How a request is answered: a whole answer, or whatever the function does with the response itself. */
export type Scripted =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse) => void);

/** A server that answers as a test tells it to, in Defender's place. */
export interface FakeServer {
  origin: string;
  port: number;
  /** Variables that point a runner at it. */
  env: Record<string, string>;
  /** Requests so far; those of sign-in apart. */
  seen: Seen[];
  signIns: Seen[];
  /** PEM of the authority that signed the server's certificate. */
  authority: string;
  close(): Promise<void>;
}

/** What a fake server does. */
export interface FakeOptions {
  /** Answers everything but sign-in. */
  answer?: (seen: Seen, index: number) => Scripted;
  /** Answers the token endpoint instead of issuing a token. */
  token?: (seen: Seen, index: number) => Scripted;
  /** Roles in the token. */
  roles?: string[];
}

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that looks like Entra's; the number makes each of them another. */
export const fakeToken = (roles: string[], number = 0): string =>
  `${segment({ alg: 'RS256', typ: 'JWT' })}.${segment({ roles, number })}.c2lnbmF0dXJl`;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, scripted: Scripted): void {
  if (typeof scripted === 'function') {
    scripted(response);
    return;
  }
  const { status = 200, headers = {}, body } = scripted;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

const tenantId = '11111111-2222-4333-8444-555555555555';

/** A machine action as Defender answers an isolation of a machine, with the comment that `writeDefaults` sends. */
export const pendingIsolation = (machineId: string, fields: object = {}) => ({
  id: '5382f7ea-7557-4ab7-9782-d50480024a4e',
  type: 'Isolate',
  scope: 'Full',
  status: 'Pending',
  machineId,
  requestorComment: 'Test',
  creationDateTimeUtc: new Date().toISOString(),
  ...fields,
});

/** Starts a TLS server on loopback that signs everybody in and answers by script. */
export async function startFakeServer(options: FakeOptions = {}): Promise<FakeServer> {
  const chain: Chain = await makeChain(Date.now());
  const folder = await mkdtemp(join(tmpdir(), 'defender-soar-fake-'));
  const authorityFile = join(folder, 'ca.pem');
  await writeFile(authorityFile, chain.authority);
  const seen: Seen[] = [];
  const signIns: Seen[] = [];
  const roles = options.roles ?? [
    'Machine.Read.All',
    'Machine.Isolate',
    'Machine.CollectForensics',
    'AdvancedQuery.Read.All',
    'Ti.ReadWrite.All',
  ];

  const server = createServer({ key: chain.key, cert: chain.certificate }, async (request, response) => {
    const body = await readBody(request);
    const one: Seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    if (one.url.includes('/.well-known/openid-configuration')) {
      const base = `${origin}/${tenantId}`;
      reply(response, {
        body: {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        },
      });
    } else if (one.url.includes('/oauth2/')) {
      signIns.push(one);
      const issued = { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(roles, signIns.length) };
      reply(response, options.token?.(one, signIns.length - 1) ?? { body: issued });
    } else {
      seen.push(one);
      reply(response, options.answer?.(one, seen.length - 1) ?? { status: 404 });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `https://127.0.0.1:${port}`;
  return {
    origin,
    port,
    seen,
    signIns,
    authority: chain.authority,
    env: {
      DEFENDER_API_URL: origin,
      DEFENDER_AUTHORITY: origin,
      DEFENDER_TENANT_ID: tenantId,
      DEFENDER_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
      DEFENDER_CLIENT_SECRET: 'fake8Q~secret-that-must-not-leak',
      NODE_EXTRA_CA_CERTS: authorityFile,
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A function that starts fake servers which end with their test; to be called once at the top of a file. */
export function useFakeServers(): (options: FakeOptions) => Promise<FakeServer> {
  const servers: FakeServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  return async (options) => {
    const server = await startFakeServer(options);
    servers.push(server);
    return server;
  };
}
