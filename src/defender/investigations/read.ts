import type { Investigation, ListInvestigationsParams } from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { sameText, textOf, timeOf } from '../../values/text.ts';
import { all, type Collection, listOf } from '../api/list.ts';
import { equalities } from '../api/odata.ts';
import { readOne } from '../api/one.ts';
import type { DefenderContext } from '../context.ts';

/** An investigation with a usable id. */
export type KnownInvestigation = Investigation & { id: string };

/** GET /api/investigations: https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection */
export const investigations: Collection = { path: '/api/investigations', entity: 'investigation' };

/** Lists investigations that match the params. */
export function listInvestigations(context: DefenderContext, params: ListInvestigationsParams): RowStream {
  const { state, machineId, startedSince } = params;
  return listOf(context, investigations, params, [
    ...equalities({ machineId: machineId?.toLowerCase(), state }),
    startedSince && `startTime ge ${momentText(startedSince, context.clock.now(), 'back')}`,
  ]);
}

/**
 * One investigation, by its own id or by that of the alert that started it:
 * https://learn.microsoft.com/defender-endpoint/api/get-investigation-object
 */
export async function getInvestigation(context: DefenderContext, id: string): Promise<KnownInvestigation> {
  const isMeant = (json: Record<string, unknown>) =>
    textOf(json.id) === '' || [json.id, json.triggeringAlertId].some((known) => sameText(known, id));
  const investigation = await readOne<Investigation>(context, investigations, id, isMeant);
  return { ...investigation, id: textOf(investigation.id) || id };
}

/** When an investigation began, in milliseconds since 1970; 0 if Defender does not say. */
export const startedAt = ({ startTime }: Investigation): number => timeOf(startTime);

/** The machine's investigations, newest first. */
export async function investigationsOf({ http }: DefenderContext, machineId: string): Promise<KnownInvestigation[]> {
  const filter = equalities({ machineId }).join('');
  const found = await all<KnownInvestigation>(http, { ...investigations, query: { filter } });
  return found
    .filter((investigation) => sameText(investigation.machineId, machineId))
    .sort((a, b) => startedAt(b) - startedAt(a));
}
