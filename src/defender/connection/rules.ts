import type { Fault } from '../../errors.ts';
import { suggestion } from '../../nearest.ts';

/** Faults of a param that lists ids of actions: each id that no action has, with the nearest one. */
export async function unknownActions(path: string, given: unknown): Promise<Fault[]> {
  if (!Array.isArray(given)) return [];
  // Only this param needs the whole manifest.
  const known: string[] = (await import('../../generated/manifest.ts')).manifest.actions.map(({ id }) => id);
  return given.flatMap((id: unknown, index) =>
    typeof id !== 'string' || known.includes(id)
      ? []
      : [{ path: `${path}.${index}`, message: `there is no action ${id}${suggestion(id, known)}` }],
  );
}
