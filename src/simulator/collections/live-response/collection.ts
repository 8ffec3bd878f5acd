import type { Collection } from '../collection.ts';
import { resultByName } from './result.ts';
import { liveResponseRoutes } from './routes.ts';

/** Live response on machines. */
export const liveResponse: Collection = { routes: liveResponseRoutes, content: resultByName };
