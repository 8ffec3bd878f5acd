import type { Fault } from '../errors.ts';

/** The value that was read from a setting, or everything that is wrong with the setting. */
export type Reading<T> = { value: T } | { faults: Fault[] };

/** Refuses a field of the resource. */
export const refuse = (id: string, message: string): { faults: Fault[] } => ({
  faults: [{ path: `resource.${id}`, message }],
});

/** Lists the faults of a reading; none if it has a value. */
export const faultsOf = (reading: Reading<unknown>): Fault[] => ('faults' in reading ? reading.faults : []);

/** Combines readings by name: the value of each, or the faults of all. */
export function combine<T extends object>(readings: { [Name in keyof T]: Reading<T[Name]> }): Reading<T> {
  const entries = Object.entries<Reading<unknown>>(readings);
  const faults = entries.flatMap(([, reading]) => faultsOf(reading));
  if (faults.length > 0) return { faults };
  return {
    value: Object.fromEntries(entries.map(([name, reading]) => [name, 'value' in reading && reading.value])) as T,
  };
}
