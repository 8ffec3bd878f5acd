import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import { type Ended, type Launch, removeFoldersAtEnd, runAction, temporaryFolder } from './process.ts';

/** A request as the simulated tenant's journal tells it. */
export interface Journaled {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  authorized: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies whose shape they assert
  body: any;
  status: number | null;
  fault?: string;
}

/** A simulated tenant that lives as long as the test file; before each test it is as its seed made it. */
export interface TestTenant {
  simulator: Simulator;
  /** Environment of runners: the tenant's, and a private cache. */
  env: Record<string, string>;
  /** Runs an action against the tenant, as its own process. */
  run(id: string, params?: unknown, env?: Launch['env'], args?: string[]): Promise<Ended>;
  /** Posts to the control path. */
  control(name: 'seed' | 'grants' | 'faults' | 'settings' | 'reset', body: unknown): Promise<void>;
  /** Puts items into a collection. */
  seed(collection: string, items: object[], replace?: boolean): Promise<void>;
  /** Lets the next calls of a path (a regular expression) fail. */
  fault(path: string, fault: object): Promise<void>;
  /** All requests since the test began. */
  journal(): Promise<Journaled[]>;
  /** The requests to Defender's API, as `METHOD /path?query` with the query decoded. */
  calls(): Promise<string[]>;
  /** The requests that changed something. */
  writes(): Promise<Journaled[]>;
  /** Id of the nth machine of a name. */
  machineId(name: string, index?: number): string;
}

/** One request to the simulator from the test itself. */
function exchange(simulator: Simulator, agent: Agent, method: string, path: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
    const call = request({ host: '127.0.0.1', port: simulator.port, method, path, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve(JSON.parse(answer));
        else reject(new Error(`${method} ${path}: ${answer}`));
      });
    });
    call.on('error', reject);
    call.end(text);
  });
}

const decoded = (query: string): string => decodeURIComponent(query.replaceAll('+', ' '));

/** Registers a tenant for this file: started before the first test, reset before each, closed after the last. */
export function useTenant(options: SimulatorOptions = {}): TestTenant {
  let simulator: Simulator;
  let agent: Agent;
  let env: Record<string, string> = {};
  removeFoldersAtEnd();
  beforeAll(async () => {
    simulator = await startSimulator({ rateLimits: false, speed: 1000, machines: 25, ...options });
    agent = new Agent({ ca: readFileSync(String(simulator.env.NODE_EXTRA_CA_CERTS)), keepAlive: true });
    env = { ...simulator.env, HOME: temporaryFolder() };
  });
  beforeEach(() => tenant.control('reset', {}));
  afterAll(async () => {
    agent?.destroy();
    await simulator?.close();
  });
  const tenant: TestTenant = {
    get simulator() {
      return simulator;
    },
    get env() {
      return env;
    },
    run: (id, params, more = {}, args = []) => runAction(id, params, { ...env, ...more }, args),
    async control(name, body) {
      await exchange(simulator, agent, 'POST', `/_control/${name}`, body);
    },
    seed: (collection, items, replace = false) => tenant.control('seed', { collection, items, replace }),
    fault: (path, fault) => tenant.control('faults', { path, ...fault }),
    async journal() {
      const { requests } = (await exchange(simulator, agent, 'GET', '/_control/journal')) as { requests: Journaled[] };
      return requests;
    },
    async calls() {
      const api = (await tenant.journal()).filter(({ path }) => path.startsWith('/api/'));
      return api.map(
        ({ method, path, query }) => `${method} ${decodeURIComponent(path)}${query && `?${decoded(query)}`}`,
      );
    },
    async writes() {
      const reads = ['/api/advancedqueries/run'];
      return (await tenant.journal()).filter(
        ({ method, path }) => method !== 'GET' && path.startsWith('/api/') && !reads.includes(path),
      );
    },
    machineId(name, index = 0) {
      const found = simulator.tenant.machines.list().filter(({ computerDnsName }) => computerDnsName === name);
      // In the order in which the seed names them, which the list, newest first, does not keep.
      const id = found.sort((a, b) => String(a.lastIpAddress).localeCompare(String(b.lastIpAddress)))[index]?.id;
      if (id === undefined) throw new Error(`the tenant has no machine ${name} ${index}`);
      return id;
    },
  };
  return tenant;
}
