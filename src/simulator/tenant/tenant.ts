import { randomBytes } from 'node:crypto';
import type { Signer } from './jwt.ts';
import { type Random, seededRandom } from './random.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Clock } from './time.ts';

/** What a tenant is made of. */
export interface TenantOptions {
  /** How many machines the seed makes. */
  machines: number;
  /** The same seed makes the same tenant, ids included. */
  seed: number;
  /** How much faster than real time machine actions run. */
  speed: number;
  now: Clock;
  signer: Signer;
  /** Application permissions that the app has after a reset. */
  roles: readonly string[];
  /** Puts the contents of the seed into an empty tenant. */
  plant: (tenant: Tenant) => void;
}

/** A part of the tenant's contents that a reset empties. */
interface Clearable {
  clear(): void;
}

/** The simulated tenant, in memory. What it holds is in the stores of the collections: see {@link storeOf}. */
export class Tenant {
  readonly options: TenantOptions;
  readonly now: Clock;
  readonly speed: number;
  readonly signer: Signer;
  /** Directory (tenant) id. */
  readonly id: string;
  /** Verified domain, which names the tenant as its id does. */
  readonly domain = 'contoso.example';
  readonly appName = 'SOAR integration';
  /** A user of Microsoft's portal. */
  readonly analyst = 'analyst@contoso.example';
  /** Application (client) id, and the object id of its service principal. */
  readonly clientId: string;
  readonly servicePrincipalId: string;
  /** Derived from the seed, like everything else: it gives access only to made-up machines on this host. */
  readonly clientSecret: string;
  /** Signs links to files. */
  readonly linkKey = randomBytes(32);

  /** Application permissions granted: tokens issued from now on have them. */
  roles: Set<string>;
  settings: Settings = defaultSettings();
  /** Source of ids. */
  random: Random;

  readonly #stores = new Map<() => Clearable, Clearable>();

  constructor(options: TenantOptions) {
    this.options = options;
    this.now = options.now;
    this.speed = options.speed;
    this.signer = options.signer;
    const random = seededRandom(options.seed);
    this.id = random.guid();
    this.clientId = random.guid();
    this.servicePrincipalId = random.guid();
    this.clientSecret = `sim8Q~${random.hex(34)}`;
    this.random = random;
    this.roles = new Set(options.roles);
    this.reset();
  }

  /** The tenant's own store of a kind, made by `make` when it is first asked for. */
  store<S extends Clearable>(make: () => S): S {
    const store = this.#stores.get(make) ?? make();
    this.#stores.set(make, store);
    return store as S;
  }

  /** Returns to the state of the seed: contents, grants and settings. Tokens already issued stay valid. */
  reset(): void {
    this.random = seededRandom(this.options.seed ^ 0x5eed);
    for (const store of this.#stores.values()) store.clear();
    this.roles = new Set(this.options.roles);
    this.settings = defaultSettings();
    this.options.plant(this);
  }
}

/** Declares a store that each tenant has one of: the result finds the store of a tenant. */
export const storeOf =
  <S extends Clearable>(make: () => S) =>
  (tenant: Tenant): S =>
    tenant.store(make);
