import { latestFirst, Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { AlertRecord } from './record.ts';

/** The alerts of a tenant. */
export const alertsOf = storeOf(
  () => new Store<AlertRecord>(latestFirst(({ alertCreationTime }) => alertCreationTime)),
);
