import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';

/** A request to an identity endpoint. */
export interface Asked {
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
}

/** How an identity endpoint answers instead of with a token: undefined for the token. */
export type Refusal = (
  asked: Asked,
) => { status: number; headers?: Record<string, string>; body?: unknown } | undefined;

/** A managed identity endpoint of Azure on loopback. */
export interface IdentityEndpoint {
  origin: string;
  asked: Asked[];
  /** Decides about each request from now on. */
  refuse: Refusal;
  close(): Promise<void>;
}

/** Starts an endpoint whose tokens a simulated tenant takes, as of an application of that tenant. */
export async function startIdentityEndpoint(tenant: Tenant, claims: object = {}): Promise<IdentityEndpoint> {
  const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  const server = createServer(({ url = '', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const asked = { path: pathname, query: Object.fromEntries(searchParams), headers };
    endpoint.asked.push(asked);
    const refused = endpoint.refuse(asked);
    if (refused !== undefined) return answer(response, refused.status, refused.body, refused.headers);
    const { resource = '', client_id } = asked.query;
    const expires_on = Math.floor(tenant.now() / 1000) + 3600;
    const appid = client_id ?? tenant.clientId;
    const granted = [...tenant.roles].filter(
      (role) => (role === 'ThreatHunting.Read.All') === (resource === 'https://graph.microsoft.com'),
    );
    const access_token = tenant.signer.issue({
      aud: resource,
      exp: expires_on,
      appid,
      tid: tenant.id,
      roles: granted,
      ...claims,
    });
    return answer(response, 200, {
      access_token,
      expires_on: String(expires_on),
      resource,
      token_type: 'Bearer',
      client_id: appid,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: IdentityEndpoint = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    refuse: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}
