import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import tls, { type TLSSocket } from 'node:tls';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { cancelled } from '../clock.ts';
import { mostBytes, readBody, Undocumented } from './body.ts';
import { networkFailure, unexpected } from './classify.ts';
import { serializeQuery } from './query.ts';
import type { Progress } from './wire.ts';

/** Sends what axios hands over. */
export interface Exchange {
  /**
   * Sends a request and reads its answer: the body in the chunks that it came in or, with `responseType: 'stream'`, as it
   * arrives. No status is an error, and no redirect is followed. Throws `SoarError`, with whether the request may have been
   * delivered.
   */
  adapter: (config: InternalAxiosRequestConfig) => Promise<AxiosResponse>;
  /** Ends idle connections. */
  close(): void;
}

/** How connections are made. */
export interface ConnectionOptions {
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
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stands);
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
  // Without a socket, as while a proxy opens a tunnel, Node delays the 'error' event.
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

/** Returns what axios' `getUri` does, which merges the configuration once more: a tenth of a millisecond a request. */
const urlOf = ({ baseURL = '', url = '', params }: InternalAxiosRequestConfig): string => {
  const address = /^https?:/i.test(url) ? url : `${baseURL}${url}`;
  const query = params === undefined ? '' : serializeQuery(params);
  return query === '' ? address : `${address}?${query}`;
};

/** Creates the adapter between axios and node:https: connections are kept alive and certificates always verified. */
export function createExchange({ proxyFor, ca, signal }: ConnectionOptions): Exchange {
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

  async function adapter(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
    const url = urlOf(config);
    const method = (config.method ?? 'get').toUpperCase();
    const { data: body, headers, endedBy: own = signal, gzipped = false, identity = false } = config;
    const progress: Progress = { connected: false, timedOut: false };
    const proxy = identity ? '' : proxyFor(url);
    if (proxy !== '') progress.proxy = new URL(proxy).host;
    const agent = await agentFor(proxy);
    const isAborted = () => own.aborted || signal.aborted;
    if (isAborted()) throw cancelled();
    // Axios names a media type for every POST.
    if (body === undefined) headers.delete('content-type');
    const sent = { method, headers: headers.toJSON() as Record<string, string> };
    // Azure's identity endpoints have no TLS: they are on this machine, or next to it on the link.
    const request =
      identity && url.startsWith('http:')
        ? http.request(url, { ...sent, agent: false })
        : https.request(url, { ...sent, agent, rejectUnauthorized: true, ...(secureContext && { secureContext }) });
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
    }, config.timeout);
    watch(request, progress);
    const checkTime = () => {
      if (isAborted() || progress.timedOut) throw new Error('its time is over');
    };
    try {
      const response = await answerOf(request, body);
      const most = config.maxContentLength ?? mostBytes.entity;
      const data =
        config.responseType === 'stream' ? response : await readBody(response, { gzipped, mostBytes: most, checkTime });
      const answered = response.headers as Record<string, string>;
      return { data, status: response.statusCode ?? 0, statusText: '', headers: answered, config };
    } catch (error) {
      if (isAborted()) throw cancelled(progress.connected ? 'maybe' : 'no');
      if (error instanceof Undocumented) throw unexpected(`${method} ${new URL(url).pathname}`, error.message);
      throw networkFailure(error, progress, url);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    adapter,
    close() {
      signal.removeEventListener('abort', stop);
      direct.destroy();
      for (const agent of tunnels.values()) agent.destroy();
    },
  };
}
