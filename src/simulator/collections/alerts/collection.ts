import schema from '../../../../schemas/defender/alert.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { makeAlert } from './record.ts';
import { alertRoutes } from './routes.ts';
import { seedAlerts } from './seed.ts';
import { alertsOf } from './store.ts';
import { alertWriteRoutes } from './writes.ts';

/** Alerts. */
export const alerts: Collection = {
  routes: [...alertRoutes, ...alertWriteRoutes],
  seed: seedAlerts,
  seedable: [entities({ name: 'alerts', schema, store: alertsOf, make: makeAlert })],
};
