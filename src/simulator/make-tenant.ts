import { collections } from './collections/all.ts';
import { Tenant, type TenantOptions } from './tenant/tenant.ts';

/** Every permission that a route asks for. */
const roles = [...new Set(collections.flatMap(({ routes }) => routes).flatMap((route) => route.roles))].sort();

/** Makes a tenant that begins with the contents of every collection, and whose app has every permission. */
export const makeTenant = (options: Omit<TenantOptions, 'roles' | 'plant'>): Tenant =>
  new Tenant({
    ...options,
    roles,
    plant: (tenant) => {
      for (const { seed } of collections) seed?.(tenant);
    },
  });
