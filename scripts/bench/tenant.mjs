// A simulated tenant as a process of its own, and its control path.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts a tenant with so many machines, without rate limits. */
export async function startTenant(machines) {
  const args = [cli, 'simulate', '--machines', String(machines), '--rate-limits', 'off', '--speed', '1000'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    createInterface({ input: child.stdout })
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [value]),
    new Promise((_, reject) => child.once('exit', (code) => reject(new Error(`the tenant ended with ${code}`)))),
  ]);
  const env = JSON.parse(line);
  const agent = new Agent({ keepAlive: true, ca: readFileSync(env.NODE_EXTRA_CA_CERTS) });
  const call = (method, path, { body, token, type = 'application/json' } = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) };
      const sent = request(env.DEFENDER_API_URL + path, { method, agent, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
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
        client_id: env.DEFENDER_CLIENT_ID,
        client_secret: env.DEFENDER_CLIENT_SECRET,
        scope: 'https://api.securitycenter.microsoft.com/.default',
      });
      const type = 'application/x-www-form-urlencoded';
      return (await call('POST', `/${env.DEFENDER_TENANT_ID}/oauth2/v2.0/token`, { body: `${form}`, type }))
        .access_token;
    },
    async close() {
      agent.destroy();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
}
