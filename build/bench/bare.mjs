// The bare minimum that the benchmark measures against: node:https alone, without any check. The first argument
// names the work; the connection comes from DEFENDER_*, as for a runner. Plain JavaScript: Node runs it as it is.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

const { DEFENDER_API_URL, DEFENDER_AUTHORITY, DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET } =
  process.env;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends one request; `take` receives the chunks of the response, which are otherwise returned as text. */
const send = (method, url, headers, body, take) =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks = [];
      response.on('data', take ?? ((chunk) => chunks.push(chunk)));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
    });
    call.on('error', reject);
    call.end(body);
  });

const signIn = async () => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: DEFENDER_CLIENT_ID,
    client_secret: DEFENDER_CLIENT_SECRET,
    scope: 'https://api.securitycenter.microsoft.com/.default',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${DEFENDER_AUTHORITY}/${DEFENDER_TENANT_ID}/oauth2/v2.0/token`;
  return JSON.parse(await send('POST', url, headers, `${form}`)).access_token;
};

const isolate = (token, { machineId, comment }) =>
  send(
    'POST',
    `${DEFENDER_API_URL}/api/machines/${machineId}/isolate`,
    { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    JSON.stringify({ Comment: comment, IsolationType: 'Full' }),
  );

/** Reads every page of the machines, one after the other. */
async function listMachines(take) {
  const authorization = `Bearer ${await signIn()}`;
  const pages = Number(process.env.BENCH_MACHINES) / 10_000;
  for (let page = 0; page < pages; page += 1) {
    const url = `${DEFENDER_API_URL}/api/machines?$top=10000&$skip=${page * 10_000}`;
    await send('GET', url, { authorization }, undefined, take);
  }
}

const work = {
  async signInAndIsolate() {
    const params = JSON.parse(readFileSync(0, 'utf8'));
    process.stdout.write(await isolate(await signIn(), params));
  },
  async isolate() {
    process.stdout.write(await isolate(process.env.BENCH_TOKEN, JSON.parse(readFileSync(0, 'utf8'))));
  },
  async isolateAll() {
    const lines = readFileSync(0, 'utf8').trim().split('\n');
    const token = await signIn();
    await Promise.all(lines.map(async (line) => process.stdout.write(`${await isolate(token, JSON.parse(line))}\n`)));
  },
  listMachines: () => listMachines((chunk) => process.stdout.write(chunk)),

  // The least that keeps the contract: every byte is looked at.
  lookThroughMachines() {
    const isSeen = new Uint8Array(256);
    return listMachines((chunk) => {
      for (let at = 0; at < chunk.length; at += 1) isSeen[chunk[at]] = 1;
      process.stdout.write(chunk);
    });
  },
};
await work[process.argv[2]]();
agent.destroy();
