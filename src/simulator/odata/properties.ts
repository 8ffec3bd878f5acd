import { ServiceError } from '../wire/errors.ts';

/**
 * How a property compares: `enum` in any letter case, as enumeration literals do; `text` exactly; `id` with a number or a
 * text, because the pages give the device group both ways; `texts` is a list, reachable through `any` and `all`.
 */
export type PropertyKind = 'text' | 'enum' | 'time' | 'number' | 'boolean' | 'id' | 'texts' | 'object';

/** One property of an entity that query options may name. */
export interface Property {
  name: string;
  kind: PropertyKind;
  /** Whether the operation's page lists it for `$filter`. */
  filterable: boolean;
}

/** The properties of a collection by lower-case name: query options match them in any letter case. */
export type Properties = ReadonlyMap<string, Property>;

/**
 * Makes the table of one collection: kinds by property name, the names that its page lists for `$filter`, and other names of
 * a property on its pages.
 */
export function propertyTable(
  kinds: Record<string, PropertyKind>,
  filterable: readonly string[],
  others: Record<string, string> = {},
): Properties {
  const listed = new Set(filterable);
  const table = new Map(
    Object.entries(kinds).map(([name, kind]) => [name.toLowerCase(), { name, kind, filterable: listed.has(name) }]),
  );
  for (const [other, name] of Object.entries(others)) {
    const property = table.get(name.toLowerCase());
    if (property !== undefined) table.set(other.toLowerCase(), property);
  }
  return table;
}

/**
 * The property of a name.
 *
 * @throws ServiceError ODataError if the entity has no such property
 */
export function findProperty(all: Properties, name: string): Property {
  const property = all.get(name.toLowerCase());
  if (property !== undefined) return property;
  throw new ServiceError('ODataError', `Could not find a property named '${name}'.`);
}
