import schema from '../../../../schemas/defender/file.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { fileRoutes } from './routes.ts';
import { seedFiles } from './seed.ts';
import { filesOf } from './store.ts';

/** Profiles of files. */
export const files: Collection = {
  routes: fileRoutes,
  seed: seedFiles,
  seedable: [entities({ name: 'files', schema, store: filesOf, make: (_tenant, item) => item })],
};
