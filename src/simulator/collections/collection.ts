import type { Content } from '../storage/content.ts';
import type { Tenant } from '../tenant/tenant.ts';
import type { Route } from '../wire/route.ts';
import type { Seedable } from './seedable.ts';

/** One collection of the simulated tenant. */
export interface Collection {
  routes: readonly Route[];
  /** Puts what every tenant begins with into an empty one; the collections earlier in the list are filled by then. */
  seed?: (tenant: Tenant) => void;
  /** What `POST /_control/seed` puts items into. */
  seedable?: readonly Seedable[];
  /** The file of a name that a download link of this collection leads to; undefined if there is none. */
  content?: (tenant: Tenant, name: string) => Content | undefined;
}
