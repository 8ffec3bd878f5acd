import schema from '../../../../schemas/defender/indicator.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { indicatorRoutes } from './routes.ts';
import { seededIndicator, seedIndicators } from './seed.ts';
import { indicatorsOf } from './store.ts';
import { indicatorWriteRoutes } from './writes.ts';

/** Custom indicators. */
export const indicators: Collection = {
  routes: [...indicatorRoutes, ...indicatorWriteRoutes],
  seed: seedIndicators,
  seedable: [entities({ name: 'indicators', schema, store: indicatorsOf, make: seededIndicator })],
};
