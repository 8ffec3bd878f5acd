import type { Collection } from '../collection.ts';
import { tableColumns } from './columns.ts';
import { huntingRoutes } from './routes.ts';
import { seedHunting } from './seed.ts';
import { huntingOf } from './store.ts';

/** Advanced hunting, and its tables. */
export const hunting: Collection = {
  routes: huntingRoutes,
  seed: seedHunting,
  seedable: [...tableColumns.keys()].map((name) => ({
    name,
    anyCase: false,
    add: (tenant, items, replace) => huntingOf(tenant).add(name, items, replace),
  })),
};
