import { latestFirst, Store } from '../../tenant/store.ts';
import { storeOf } from '../../tenant/tenant.ts';
import type { RemediationRecord } from './record.ts';

/** The remediation activities of a tenant. */
export const remediationActivitiesOf = storeOf(
  () => new Store<RemediationRecord>(latestFirst(({ createdOn }) => createdOn)),
);
