import { collections } from '../collections/all.ts';
import type { Seedable } from '../collections/seedable.ts';
import { isObject } from '../tenant/is-object.ts';
import type { Tenant } from '../tenant/tenant.ts';

const seedables: readonly Seedable[] = collections.flatMap(({ seedable = [] }) => seedable);

/**
 * Adds items to a collection or a hunting table: missing fields get ordinary values, `replace` empties the collection first.
 *
 * @returns how many were added
 * @throws Error that names the item and the rule it breaks
 */
export function addItems(tenant: Tenant, name: unknown, items: unknown, replace: boolean): number {
  if (!Array.isArray(items) || !items.every(isObject)) throw new Error('items must be a list of objects');
  const wanted = String(name);
  const seedable = seedables.find((one) =>
    one.anyCase ? one.name.toLowerCase() === wanted.toLowerCase() : one.name === name,
  );
  if (seedable === undefined) {
    const known = seedables.map((one) => one.name).join(', ');
    throw new Error(`unknown collection '${wanted}': use one of ${known}`);
  }
  seedable.add(tenant, items, replace);
  return items.length;
}
