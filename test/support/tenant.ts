import { afterAll, beforeAll, beforeEach } from 'vitest';
import { alertsOf } from '../../src/simulator/collections/alerts/store.ts';
import { indicatorsOf } from '../../src/simulator/collections/indicators/store.ts';
import { machineActionsOf } from '../../src/simulator/collections/machine-actions/store.ts';
import { machinesOf } from '../../src/simulator/collections/machines/store.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/server.ts';
import type { Tenant } from '../../src/simulator/tenant/tenant.ts';
import { type Control, connectControl, type Journaled } from './control.ts';
import { type Ended, type Launch, removeFoldersAtEnd, runAction, temporaryFolder } from './process.ts';

/** A simulated tenant for one test file, reset to its seed before each test. */
export interface TestTenant {
  simulator: Simulator;
  /** Environment of runners: the tenant's, and a private cache. */
  env: Record<string, string>;
  /** Runs an action against the tenant, in a new process. */
  run(id: string, params?: unknown, env?: Launch['env'], args?: string[]): Promise<Ended>;
  /** Posts to the control path. */
  control: Control['post'];
  /** Puts items into a collection. */
  seed(collection: string, items: object[], replace?: boolean): Promise<void>;
  /** Injects a fault into the next calls of a path (a regular expression). */
  fault(path: string, fault: object): Promise<void>;
  /** All requests since the start of the test. */
  journal(): Promise<Journaled[]>;
  /** The requests to Defender's API and Graph's, as `METHOD /path?query` with the query decoded. */
  calls(): Promise<string[]>;
  /** The requests that changed something. */
  writes(): Promise<Journaled[]>;
  /** The stores of the tenant, to read and to change. */
  readonly held: ReturnType<typeof heldBy>;
  /** Id of the nth machine of a name. */
  machineId(name: string, index?: number): string;
}

const heldBy = (tenant: Tenant) => ({
  machines: machinesOf(tenant),
  machineActions: machineActionsOf(tenant),
  indicators: indicatorsOf(tenant),
  alerts: alertsOf(tenant),
});

const decoded = (query: string): string => decodeURIComponent(query.replaceAll('+', ' '));

/** Registers a tenant for this file: starts it before the first test, resets it before each, closes it after the last. */
export function useTenant(options: SimulatorOptions = {}): TestTenant {
  let simulator: Simulator;
  let control: Control;
  let env: Record<string, string> = {};
  removeFoldersAtEnd();
  beforeAll(async () => {
    simulator = await startSimulator({ rateLimits: false, speed: 100, machines: 25, ...options });
    control = connectControl(simulator);
    env = { ...simulator.env, HOME: temporaryFolder() };
  });
  beforeEach(() => tenant.control('reset', {}));
  afterAll(async () => {
    control?.close();
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
    control: (name, body) => control.post(name, body),
    seed: (collection, items, replace = false) => tenant.control('seed', { collection, items, replace }),
    fault: (path, fault) => tenant.control('faults', { path, ...fault }),
    journal: () => control.journal(),
    async calls() {
      const api = (await tenant.journal()).filter(({ path }) => /^\/(api|v1\.0)\//.test(path));
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
    get held() {
      return heldBy(simulator.tenant);
    },
    machineId(name, index = 0) {
      const found = tenant.held.machines.list().filter(({ computerDnsName }) => computerDnsName === name);
      // The list is in order of last contact; the seed lists machines of one name in order of address.
      const id = found.sort((a, b) => String(a.lastIpAddress).localeCompare(String(b.lastIpAddress)))[index]?.id;
      if (id === undefined) throw new Error(`the tenant has no machine ${name} ${index}`);
      return id;
    },
  };
  return tenant;
}
