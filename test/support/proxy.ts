import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy that only tunnels, on loopback. */
export interface TestProxy {
  port: number;
  /** Hosts that tunnels were asked for, with the Proxy-Authorization that came along. */
  asked: { host: string; authorization: string | undefined }[];
  close(): Promise<void>;
}

/**
 * Starts a proxy.
 * @param options `credentials`: `user:password` that it wants, else 407; `to`: port on loopback that every tunnel leads
 *   to, whatever host was asked for; `silent`: it takes what it is asked and says nothing; `tls`: it is reached over TLS
 */
export async function startProxy(
  options: { credentials?: string; to?: number; silent?: boolean; tls?: { key: string; cert: string } } = {},
): Promise<TestProxy> {
  const asked: TestProxy['asked'] = [];
  const sockets = new Set<Socket>();
  const refuse = (_request: IncomingMessage, response: ServerResponse) => response.writeHead(405).end();
  const server = options.tls ? createTlsServer(options.tls, refuse) : createServer(refuse);
  const wanted = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`;
  server.on('connect', (request, client: Socket) => {
    const host = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    asked.push({ host, authorization });
    sockets.add(client);
    client.on('error', () => {});
    if (options.silent) return;
    if (wanted !== undefined && authorization !== wanted) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const upstream = connect(options.to ?? Number(host.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await closed;
    },
  };
}
