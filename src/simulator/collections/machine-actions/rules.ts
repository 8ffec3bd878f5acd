import type { Tenant } from '../../tenant/tenant.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { ActionRecord } from './record.ts';
import { machineActionsOf } from './store.ts';

/**
 * The machine action of an id.
 *
 * @throws ServiceError ResourceNotFound
 */
export function actionById(tenant: Tenant, id: string): ActionRecord {
  const record = machineActionsOf(tenant).get(id);
  if (record !== undefined) return record;
  throw new ServiceError('ResourceNotFound', `Machine action ${id} was not found.`);
}
