import type { Tenant } from '../../tenant/tenant.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { AlertRecord } from './record.ts';
import { alertsOf } from './store.ts';

/**
 * The alert of an id.
 *
 * @throws ServiceError ResourceNotFound
 */
export function alertById(tenant: Tenant, id: string): AlertRecord {
  const alert = alertsOf(tenant).get(id);
  if (alert !== undefined) return alert;
  throw new ServiceError('ResourceNotFound', `Alert ${id} was not found.`);
}
