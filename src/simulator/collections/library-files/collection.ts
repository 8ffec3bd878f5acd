import schema from '../../../../schemas/defender/library-file.json' with { type: 'json' };
import type { Collection } from '../collection.ts';
import { entities } from '../seedable.ts';
import { makeLibraryFile, seedLibrary } from './seed.ts';
import { libraryOf } from './store.ts';

/** Scripts and files that live response commands take. The calls that manage them are not simulated. */
export const libraryFiles: Collection = {
  routes: [],
  seed: seedLibrary,
  seedable: [entities({ name: 'libraryFiles', schema, store: libraryOf, make: makeLibraryFile })],
};
