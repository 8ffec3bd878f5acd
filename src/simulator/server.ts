import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { makeApi } from './api.ts';
import { makeChain } from './certificates.ts';
import { makeFaults } from './control/faults.ts';
import { makeJournal } from './control/journal.ts';
import { makeListener, type OnRequest } from './listener.ts';
import { makeTenant } from './make-tenant.ts';
import { makeSigner } from './tenant/jwt.ts';
import type { Tenant } from './tenant/tenant.ts';
import type { Clock } from './tenant/time.ts';
import { makeRateLimits } from './wire/rate-limits.ts';

/** How a simulated tenant is set up. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** How many machines the tenant has, 25 by default. */
  machines?: number;
  /** The same seed makes the same tenant, ids included. */
  seed?: number;
  /** How much faster than real time machine actions run; 1 by default. */
  speed?: number;
  /** Whether calls beyond the published rates get 429; true by default. */
  rateLimits?: boolean;
  /** Milliseconds since 1970; the real clock by default. TLS certificates follow the real clock in any case. */
  now?: Clock;
  /** For tests in the same process that act between two requests. */
  onRequest?: OnRequest;
}

/** A running simulated tenant. */
export interface Simulator {
  port: number;
  /** Environment variables that point a client at this tenant. */
  env: Record<string, string>;
  /** The state itself, for tests in the same process. */
  tenant: Tenant;
  /** Stops listening, cuts open connections and removes the certificate from disk. */
  close(): Promise<void>;
}

/** Machines of a tenant by default. */
export const defaultMachines = 25;

/** How long an idle connection is kept: long enough that a client does not reuse one that is being closed. */
const keepAliveMs = 65_000;

const authorityFile = 'ca.pem';

/**
 * Serves an in-memory Defender tenant over TLS on 127.0.0.1: sign-in, API, packages and a control path.
 *
 * @throws Error with code EADDRINUSE or EACCES if the port is not available
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const [chain, signer] = await Promise.all([makeChain(Date.now()), makeSigner()]);
  const { machines = defaultMachines, seed = 1, speed = 1 } = options;
  const tenant = makeTenant({ machines, seed, speed, now, signer });
  const limits = makeRateLimits(now);
  const controlled = { tenant, faults: makeFaults(), journal: makeJournal(tenant.clientSecret), limits };
  const api = makeApi(tenant, options.rateLimits === false ? undefined : limits);
  const tls = { key: chain.key, cert: chain.certificate, keepAliveTimeout: keepAliveMs };
  const server = createServer(tls, makeListener(controlled, api, options.onRequest));
  server.on('clientError', refuseMalformed);
  await listen(server, options.port ?? 0);
  const folder = await keepAuthority(chain.authority).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const origin = `https://127.0.0.1:${port}`;
  return {
    port,
    tenant,
    env: {
      DEFENDER_API_URL: origin,
      DEFENDER_AUTHORITY: origin,
      DEFENDER_TENANT_ID: tenant.id,
      DEFENDER_CLIENT_ID: tenant.clientId,
      DEFENDER_CLIENT_SECRET: tenant.clientSecret,
      NODE_EXTRA_CA_CERTS: join(folder, authorityFile),
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes the authority's certificate to a new private folder. */
async function keepAuthority(pem: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'defender-soar-'));
  await writeFile(join(folder, authorityFile), pem, { mode: 0o600 });
  return folder;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Answers malformed or oversized requests with 400 and closes the connection. */
function refuseMalformed(_error: Error, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({
    error: { code: 'BadRequest', message: 'The request could not be read as HTTP.', target: null },
  });
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
}
