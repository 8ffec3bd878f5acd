import schema from '../../../../schemas/defender/machine-action.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { machineActionRoutes } from './routes.ts';
import { seededAction, seedMachineActions } from './seed.ts';
import { machineActionsOf } from './store.ts';
import { responseRoutes } from './writes.ts';

/** Machine actions, and the operations of machines that start one. */
export const machineActions: Collection = {
  routes: [...machineActionRoutes, ...responseRoutes],
  seed: seedMachineActions,
  seedable: [entities({ name: 'machineActions', schema, store: machineActionsOf, make: seededAction })],
};
