import { Ajv, type ValidateFunction } from 'ajv';
import type { Tenant } from '../tenant/tenant.ts';
import { normalTime } from '../tenant/time.ts';

/** An item as the control path receives it. */
export type Item = Record<string, unknown>;

/** Something that the control path puts items into: the entities of a collection, or a hunting table. */
export interface Seedable {
  name: string;
  /** Whether the name matches in any letter case. */
  anyCase: boolean;
  /** Adds items. `replace` removes the present ones first. Throws an Error that names the item and the rule it breaks. */
  add: (tenant: Tenant, items: readonly Item[], replace: boolean) => void;
}

/** How items become the entities of a collection. */
interface Entities<T> {
  name: string;
  /** JSON Schema of an item. */
  schema: object;
  store: (tenant: Tenant) => { clear(): void; put(entity: T): void };
  /** Makes an entity: the item, with ordinary values for what it leaves out. */
  make: (tenant: Tenant, item: Item) => T;
}

/**
 * Entities that the control path may add: an item replaces the one with the same id. All items are validated before the
 * first one is added.
 */
export function entities<T>({ name, schema, store, make }: Entities<T>): Seedable {
  let validate: ValidateFunction | undefined;
  return {
    name,
    anyCase: true,
    add(tenant, items, replace) {
      validate ??= compile(schema);
      const ready = items.map(normalTimes);
      for (const [index, item] of ready.entries()) {
        if (validate(item)) continue;
        const fault = validate.errors?.[0];
        throw new Error(`items[${index}]${fault?.instancePath ?? ''} ${fault?.message ?? 'is not valid'}`);
      }
      if (replace) store(tenant).clear();
      for (const item of ready) store(tenant).put(make(tenant, item));
    },
  };
}

function compile(schema: object): ValidateFunction {
  // The shared schemas have examples, titles and x- keywords, which strict mode refuses.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const { $id: _id, ...rest } = schema as { $id?: string };
  return ajv.compile(rest);
}

/** Writes times in the wire form, because filters compare them as text. */
function normalTimes(item: Item): Item {
  const timed = /(Seen|Time|TimeUtc|Observed|On)$/;
  const entries = Object.entries(item).map(([name, value]) => {
    if (!timed.test(name) || typeof value !== 'string') return [name, value];
    const time = normalTime(value);
    if (time === undefined) throw new Error(`${name} '${value}' is not a date-time`);
    return [name, time];
  });
  return Object.fromEntries(entries);
}
