import schema from '../../../../schemas/defender/machine.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { machineRoutes } from './routes.ts';
import { seededMachine, seedMachines } from './seed.ts';
import { machinesOf } from './store.ts';
import { tagRoutes } from './writes.ts';

/** Machines and their tags. */
export const machines: Collection = {
  routes: [...machineRoutes, ...tagRoutes],
  seed: seedMachines,
  seedable: [entities({ name: 'machines', schema, store: machinesOf, make: seededMachine })],
};
