import type { Collection } from '../collection.ts';
import { statisticsRoutes } from './routes.ts';

/** Statistics of files, domains and IP addresses. */
export const statistics: Collection = { routes: statisticsRoutes };
