import { randomBytes } from 'node:crypto';
import type { Indicator, Machine } from '../../generated/types.ts';
import { type AlertRecord, latestFirst } from '../collections/alerts/record.ts';
import { Files } from '../collections/files/store.ts';
import { HuntingTables } from '../collections/hunting/store.ts';
import { IndicatorIndex } from '../collections/indicators/store.ts';
import { type InvestigationRecord, newestFirst } from '../collections/investigations/record.ts';
import { ActionIndex } from '../collections/machine-actions/store.ts';
import { DEVICE_GROUPS } from '../collections/machines/groups.ts';
import { DEFAULT_ROLES } from '../collections/permissions.ts';
import { latestCreatedFirst, type RemediationRecord } from '../collections/remediation-activities/record.ts';
import { plant } from '../plant.ts';
import type { Signer } from './jwt.ts';
import { type Random, seededRandom } from './random.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { Store } from './store.ts';
import type { Clock } from './time.ts';

/** A machine as the tenant holds it: the fields that everything relies on are there. */
export type MachineRecord = Machine & { id: string; computerDnsName: string; lastSeen: string; firstSeen: string };

/** An indicator as the tenant holds it. */
export type IndicatorRecord = Indicator & { id: string; indicatorValue: string; indicatorType: string };

/** What a tenant is made from. */
export interface TenantOptions {
  /** How many machines the seed makes. */
  machines: number;
  /** The same seed makes the same tenant, ids included. */
  seed: number;
  /** How much faster than life machine actions run. */
  speed: number;
  now: Clock;
  signer: Signer;
}

/** Everything the simulated tenant holds, in memory. In-process tests may read and change it. */
export class Tenant {
  readonly now: Clock;
  readonly speed: number;
  readonly signer: Signer;
  /** Directory (tenant) id. */
  readonly id: string;
  /** Verified domain: names the tenant as well as its id does. */
  readonly domain = 'contoso.example';
  readonly appName = 'SOAR integration';
  /** Application (client) id, and the object id of its service principal. */
  readonly clientId: string;
  readonly servicePrincipalId: string;
  /** Follows from the seed like everything else: it opens nothing but made-up machines on this host. */
  readonly clientSecret: string;

  readonly machines = new Store<MachineRecord>(lastSeenFirst);
  readonly machineActions = new ActionIndex();
  readonly investigations = new Store<InvestigationRecord>(newestFirst);
  readonly indicators = new IndicatorIndex();
  readonly alerts = new Store<AlertRecord>(latestFirst);
  readonly remediationActivities = new Store<RemediationRecord>(latestCreatedFirst);
  readonly files = new Files();
  readonly hunting = new HuntingTables();
  /** Final status of the actions of machines that do not simply succeed, by machine id. */
  readonly endings = new Map<string, string>();
  /** Application permissions granted: they go into tokens issued from now on. */
  roles = new Set<string>(DEFAULT_ROLES);
  settings: Settings = defaultSettings();
  /** Source of ids. */
  random: Random;

  /** Signs package links. */
  readonly linkKey = randomBytes(32);

  readonly #options: TenantOptions;

  constructor(options: TenantOptions) {
    this.#options = options;
    this.now = options.now;
    this.speed = options.speed;
    this.signer = options.signer;
    const random = seededRandom(options.seed);
    this.id = random.guid();
    this.clientId = random.guid();
    this.servicePrincipalId = random.guid();
    this.clientSecret = `sim8Q~${random.hex(34)}`;
    this.random = random;
    this.reset();
  }

  /** Id of a device group as an indicator carries it; a group nobody seeded is the unassigned one. */
  groupId(name: string): string {
    return String(DEVICE_GROUPS.get(name) ?? 0);
  }

  /** Back to the state of the seed: contents, grants and settings. Tokens already issued stay valid. */
  reset(): void {
    this.random = seededRandom(this.#options.seed ^ 0x5eed);
    for (const store of [
      this.machines,
      this.machineActions,
      this.investigations,
      this.indicators,
      this.files,
      this.alerts,
      this.remediationActivities,
    ])
      store.clear();
    this.hunting.clear();
    this.endings.clear();
    this.roles = new Set(DEFAULT_ROLES);
    this.settings = defaultSettings();
    plant(this, this.#options.machines);
  }
}

function lastSeenFirst(a: MachineRecord, b: MachineRecord): number {
  if (a.lastSeen !== b.lastSeen) return a.lastSeen < b.lastSeen ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
