import schema from '../../../../schemas/defender/investigation.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { makeInvestigation } from './record.ts';
import { investigationRoutes } from './routes.ts';
import { seedInvestigations } from './seed.ts';
import { investigationsOf } from './store.ts';

/** Automated investigations. */
export const investigations: Collection = {
  routes: investigationRoutes,
  seed: seedInvestigations,
  seedable: [
    entities({
      name: 'investigations',
      schema,
      store: investigationsOf,
      make: (tenant, item) =>
        makeInvestigation(tenant, { id: String(64_000 + investigationsOf(tenant).size), ...item }),
    }),
  ],
};
