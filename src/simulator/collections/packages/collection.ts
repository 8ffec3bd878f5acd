import type { Collection } from '../collection.ts';
import { packageOf } from './package.ts';
import { packageRoutes } from './routes.ts';

/** Investigation packages of machines. */
export const packages: Collection = { routes: packageRoutes, content: packageOf };
