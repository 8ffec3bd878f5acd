import type { ClientRequest, IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import tls, { type TLSSocket } from 'node:tls';
import { cancelled } from '../clock.ts';
import { type BodyOptions, bodyText, mostBytes, readBody, Undocumented } from './body.ts';
import { networkFailure, unexpected } from './classify.ts';
import type { Progress, WireRequest, WireResponse } from './wire.ts';

/** Sends requests. Every call throws `SoarError`; no status is an error here, and no redirect is followed. */
export interface Transport {
  /** Reads the whole body as text. */
  send(request: WireRequest): Promise<WireResponse<string>>;
  /**
   * Reads the whole body, in the chunks that it came in. With `gzipped` a success is held compressed until `gunzip` is
   * asked for it: for what is too large to be one text.
   */
  collect(request: WireRequest, gzipped?: boolean): Promise<WireResponse<Buffer[]>>;
  /** Hands over the body as it arrives; the caller reads or destroys it. */
  open(request: WireRequest): Promise<WireResponse<Readable>>;
  /** Ends idle connections. */
  close(): void;
}

/** How connections are made. */
export interface TransportOptions {
  userAgent: string;
  /** The proxy for an address, or an empty string for none. */
  proxyFor: (url: string) => string;
  /** Certificates to trust besides the built-in roots; left out, Node's own choice. */
  ca?: string[] | undefined;
  /** Ends what is under way: requests, and bodies that are still being read. */
  signal: AbortSignal;
}

/** Notes on `progress` when the connection stands and whether a proxy refused it. */
function watch(request: ClientRequest, progress: Progress): void {
  request.once('socket', (socket: TLSSocket) => {
    const stands = () => {
      progress.connected = true;
    };
    if (request.reusedSocket) stands();
    else socket.once('secureConnect', stands);
  });
  // The proxy's refusal would otherwise be replayed as if Defender had answered.
  request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
    if (statusCode === 200) {
      progress.tunnel = true;
      return;
    }
    if (Number.isInteger(statusCode)) progress.proxyStatus = statusCode;
    request.destroy(new Error(`the proxy answered ${progress.proxyStatus ?? 'something other than HTTP'}`));
  });
}

/** Ends a request, and what waits for it. */
function end(request: ClientRequest, why: string): void {
  const error = new Error(why);
  request.destroy(error);
  // One that has no socket yet, as while a proxy is asked for a tunnel, would say so only when it has one.
  if (!request.socket) request.emit('error', error);
}

/** Sends the request; settles in every case. */
const answerOf = (request: ClientRequest, body: string | undefined): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    // A switch to another protocol, or another status that does not end a request, proves nothing about this one.
    const refuse = ({ statusCode }: IncomingMessage) => {
      request.destroy();
      reject(new Undocumented(`${statusCode} and no final answer`));
    };
    request.once('upgrade', refuse);
    request.once('response', (response) => (Number(response.statusCode) < 200 ? refuse : resolve)(response));
    // A destroyed request may emit more than one error.
    request.on('error', reject);
    request.once('close', () => reject(new Error('the connection was closed without an answer')));
    request.end(body);
  });

/** How connections are made and kept: docs/decisions/0018-connections.md */
const pool = {
  keepAlive: true,
  // Firewalls drop idle connections silently, and a write on one is lost: close them before any of them does.
  timeout: 2000,
  // Milliseconds to connect to each of a host's addresses but the last. Node's 250 is less than a slow round trip takes;
  // what a whole request may take would leave no time for a second address if the first is dropped silently.
  autoSelectFamilyAttemptTimeout: 5000,
};

/** A transport over node:https, with connections kept alive and certificates always verified. */
export function createTransport({ userAgent, proxyFor, ca, signal }: TransportOptions): Transport {
  const direct = new https.Agent(pool);
  const tunnels = new Map<string, https.Agent>();
  const underWay = new Set<ClientRequest>();
  const roots = ca && [...tls.rootCertificates, ...ca];
  const secureContext = roots && tls.createSecureContext({ ca: roots });

  const stop = () => {
    for (const request of underWay) end(request, 'aborted');
  };
  signal.addEventListener('abort', stop, { once: true });

  async function agentFor(proxy: string): Promise<https.Agent> {
    if (proxy === '') return direct;
    let agent = tunnels.get(proxy);
    if (agent === undefined) {
      const { HttpsProxyAgent } = await import('https-proxy-agent');
      agent = new HttpsProxyAgent(proxy, { ...pool, ...(roots && { ca: roots }) }) as unknown as https.Agent;
      // The agent uses its options for the connection to the proxy, but not for its pool.
      agent.options.timeout = pool.timeout;
      tunnels.set(proxy, agent);
    }
    return agent;
  }

  /** Sends, and takes the body with `read`. */
  async function exchange<Body>(
    { method, url, headers, body, timeoutMs, signal: own = signal }: WireRequest,
    more: Record<string, string>,
    read: (response: IncomingMessage, checkTime: BodyOptions['checkTime']) => Body | Promise<Body>,
  ): Promise<WireResponse<Body>> {
    const progress: Progress = { connected: false, timedOut: false };
    const proxy = proxyFor(url);
    if (proxy !== '') progress.proxy = new URL(proxy).host;
    const agent = await agentFor(proxy);
    const isAborted = () => own.aborted || signal.aborted;
    if (isAborted()) throw cancelled();
    const request = https.request(url, {
      method,
      headers: { accept: 'application/json', 'user-agent': userAgent, ...more, ...headers },
      agent,
      rejectUnauthorized: true,
      ...(secureContext && { secureContext }),
    });
    underWay.add(request);
    request.once('close', () => underWay.delete(request));
    if (own !== signal) {
      const stopThis = () => end(request, 'aborted');
      own.addEventListener('abort', stopThis, { once: true });
      request.once('close', () => own.removeEventListener('abort', stopThis));
    }
    const timer = setTimeout(() => {
      progress.timedOut = true;
      end(request, 'timeout');
    }, timeoutMs);
    watch(request, progress);
    try {
      const response = await answerOf(request, body);
      return {
        status: response.statusCode ?? 0,
        headers: response.headers as Record<string, string>,
        body: await read(response, () => {
          if (isAborted() || progress.timedOut) throw new Error('its time is over');
        }),
      };
    } catch (error) {
      if (isAborted()) throw cancelled(progress.connected ? 'maybe' : 'no');
      if (error instanceof Undocumented) throw unexpected(`${method} ${new URL(url).pathname}`, error.message);
      throw networkFailure(error, progress, url);
    } finally {
      clearTimeout(timer);
    }
  }

  const collect = (wire: WireRequest, gzipped = false) =>
    exchange(wire, { 'accept-encoding': 'gzip' }, (response, checkTime) =>
      readBody(response, { gzipped, mostBytes: wire.mostBytes ?? mostBytes.entity, checkTime }),
    );
  return {
    collect,
    async send(wire) {
      const response = await collect(wire);
      return { ...response, body: bodyText(response.body) };
    },
    open: (wire) => exchange<Readable>(wire, {}, (response) => response),
    close() {
      signal.removeEventListener('abort', stop);
      direct.destroy();
      for (const agent of tunnels.values()) agent.destroy();
    },
  };
}
