import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';

/** One answer, its body read as text. */
interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape they assert
  json: any;
}

/** Parts of a request besides method and path. */
interface Sent {
  /** Sent as JSON, unless it is a string or bytes. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Token to use; undefined takes the client's own, null sends none. */
  token?: string | null;
}

/** A plain client: node:https, with trust in the simulator's CA. */
export interface Client {
  simulator: Simulator;
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  /** Signs in again, so that the token has the present grants. */
  signIn(resource?: string): Promise<string>;
  /** Sends to the control path; throws if the status is not 200. */
  control(name: string, body: unknown): Promise<void>;
  journal(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A clock that a test advances. */
export interface HandClock {
  now: () => number;
  advance(seconds: number): void;
}

/** Makes a clock that starts at a fixed moment. */
export function handClock(start = Date.parse('2026-11-22T03:00:00Z')): HandClock {
  let time = start;
  return {
    now: () => time,
    advance: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** Starts a tenant and signs in a client. */
export async function connect(options: SimulatorOptions = {}): Promise<Client> {
  const simulator = await startSimulator({ rateLimits: false, ...options });
  const { env } = simulator;
  const ca = readFileSync(String(env.NODE_EXTRA_CA_CERTS));
  const agent = new Agent({ ca, keepAlive: true });
  let own: string | undefined;

  const exchange = (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Buffer,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const options = {
        host: '127.0.0.1',
        port: simulator.port,
        method,
        path,
        agent,
        headers: { ...length, ...headers },
      };
      const req = request(options, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          const isJson = String(res.headers['content-type'] ?? '').startsWith('application/json');
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            text,
            bytes,
            json: isJson ? JSON.parse(text) : undefined,
          });
        });
      });
      req.on('error', reject);
      req.end(body);
    });

  const client: Client = {
    simulator,
    async send(method, path, { body, headers = {}, token } = {}) {
      const bearer = token === undefined ? own : token;
      const authorization: Record<string, string> =
        bearer === null || bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` };
      const plain = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
      const type: Record<string, string> = plain ? {} : { 'Content-Type': 'application/json' };
      return await exchange(
        method,
        path,
        { ...type, ...authorization, ...headers },
        plain ? (body as string | Buffer | undefined) : JSON.stringify(body),
      );
    },
    get: (path) => client.send('GET', path),
    post: (path, body) => client.send('POST', path, { body }),
    async signIn(resource = 'https://api.securitycenter.microsoft.com') {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: String(env.DEFENDER_CLIENT_ID),
        client_secret: String(env.DEFENDER_CLIENT_SECRET),
        scope: `${resource}/.default`,
      });
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await client.send('POST', `/${env.DEFENDER_TENANT_ID}/oauth2/v2.0/token`, {
        body: form.toString(),
        headers,
        token: null,
      });
      own = String(answer.json.access_token);
      return own;
    },
    async control(name, body) {
      const answer = await client.send('POST', `/_control/${name}`, { body, token: null });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    async journal() {
      return (await client.send('GET', '/_control/journal', { token: null })).json.requests;
    },
    async close() {
      agent.destroy();
      await simulator.close();
    },
  };
  await client.signIn();
  return client;
}
