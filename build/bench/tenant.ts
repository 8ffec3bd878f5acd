import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { ROOT } from '../checkout.ts';

/** Body, bearer token and content type of a request. */
interface CallOptions {
  body?: unknown;
  token?: string;
  type?: string;
}

/** A simulated tenant in its own process. */
export interface BenchTenant {
  /** The variables that connect a runner to it. */
  env: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: the rows read responses of any shape
  call(method: string, path: string, options?: CallOptions): Promise<any>;
  control(name: string, body: object): Promise<unknown>;
  signIn(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a tenant with a number of machines, without rate limits. */
export async function startTenant(machines: number): Promise<BenchTenant> {
  const args = [`${ROOT}dist/cli.js`, 'simulate', '--machines', String(machines)];
  const child = spawn(process.execPath, [...args, '--rate-limits', 'off', '--speed', '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: line } = await lines.next();
  if (line === undefined) throw new Error(`the tenant ended with ${(await ended)[0]}`);
  const env = JSON.parse(line) as Record<string, string>;
  const agent = new Agent({ keepAlive: true, ca: readFileSync(env.NODE_EXTRA_CA_CERTS ?? '') });

  const call: BenchTenant['call'] = (method, path, { body, token, type = 'application/json' } = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
      const sent = request(env.DEFENDER_API_URL + path, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(JSON.parse(answer));
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`));
        });
      });
      sent.on('error', reject);
      sent.end(text);
    });

  return {
    env,
    call,
    control: (name, body) => call('POST', `/_control/${name}`, { body }),
    async signIn() {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: env.DEFENDER_CLIENT_ID ?? '',
        client_secret: env.DEFENDER_CLIENT_SECRET ?? '',
        scope: 'https://api.securitycenter.microsoft.com/.default',
      });
      const options = { body: `${form}`, type: 'application/x-www-form-urlencoded' };
      return (await call('POST', `/${env.DEFENDER_TENANT_ID}/oauth2/v2.0/token`, options)).access_token;
    },
    async close() {
      agent.destroy();
      child.kill();
      await ended;
    },
  };
}
