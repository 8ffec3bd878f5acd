import { SoarError, toSoarError } from '../../errors.ts';
import type { DeleteIndicatorParams, DryRunResult } from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import type { Outcome } from '../../result.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { expectStatus } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { write } from '../writes/write.ts';
import { activeIndicators } from './read.ts';
import { deleteIndicator, idAmong, idOfIndicator } from './write.ts';

/** The most indicators of one call: https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators */
export const mostInCall = 500;

/** A call about many indicators. */
export const bulkCall = (name: string, body: Record<string, unknown>): WriteCall => ({
  method: 'POST',
  path: `/api/indicators/${name}`,
  body,
  followUp: 'list-indicators',
});

const batchDeleteCall = (IndicatorIds: readonly string[]): WriteCall => bulkCall('BatchDelete', { IndicatorIds });

/** A dry run of a batch delete of one indicator. */
export const dryRunBatchDelete = async (
  context: DefenderContext,
  params: DeleteIndicatorParams,
): Promise<DryRunResult> => dryRunResult(context, batchDeleteCall([await idOfIndicator(context, params)]));

type Deleted = { indicatorId: string; deleted: boolean };

const deletedIds = (ids: readonly string[]): Map<string, Outcome<Deleted>> =>
  new Map(ids.map((id) => [id, deletedOf(id)]));

const deletedOf = (indicatorId: string): Outcome<Deleted> => ({ result: { indicatorId, deleted: true } });

/**
 * Deletes up to 500 indicators in one call: https://learn.microsoft.com/defender-endpoint/api/batch-delete-ti-indicators
 * If the call is refused because one id is unknown, the known ones are still deleted.
 */
async function deleteIds(context: DefenderContext, ids: readonly string[]): Promise<Map<string, Outcome<Deleted>>> {
  if (ids.length === 0) return new Map();
  const call = batchDeleteCall(ids);
  let left = new Set(ids);
  let isRepeated = false;
  const look = async (later: DefenderContext) => {
    const active = new Set((await activeIndicators(later)).map(({ id }) => textOf(id)));
    left = new Set(ids.filter((id) => active.has(id)));
    return left;
  };
  try {
    await write(context, {
      call,
      read(answer) {
        expectStatus(call, answer, 204);
        return true;
      },
      async find(later) {
        isRepeated = true;
        return (await look(later)).size === 0 ? true : undefined;
      },
    });
    return deletedIds(ids);
  } catch (thrown) {
    const error = toSoarError(thrown);
    // What an earlier, unclear attempt was about and is absent now has been deleted.
    const absent = (id: string): Outcome<Deleted> => (isRepeated ? deletedOf(id) : { error: unknown(id) });
    if (error.code === 'not_found') return deleteKnown(context, ids, await look(context), absent);
    if (error.code !== 'outcome_unknown') throw error;
    const outcome = (id: string): Outcome<Deleted> => (left.has(id) ? { error } : deletedOf(id));
    return new Map(ids.map((id) => [id, outcome(id)]));
  }
}

/** After a refusal because of unknown ids: deletes the ones that are there, together, or one by one if that is all of them. */
async function deleteKnown(
  context: DefenderContext,
  ids: readonly string[],
  there: ReadonlySet<string>,
  absent: (id: string) => Outcome<Deleted>,
): Promise<Map<string, Outcome<Deleted>>> {
  const known = ids.filter((id) => there.has(id));
  const missing = ids.filter((id) => !there.has(id)).map((id): [string, Outcome<Deleted>] => [id, absent(id)]);
  if (known.length < ids.length) return new Map([...missing, ...(await deleteIds(context, known))]);
  const outcomes = new Map<string, Outcome<Deleted>>();
  for (const indicatorId of known) {
    const outcome = await deleteIndicator(context, { indicatorId, dryRun: false }).then(
      () => deletedOf(indicatorId),
      (error: unknown) => ({ error: toSoarError(error) }),
    );
    outcomes.set(indicatorId, outcome);
  }
  return outcomes;
}

const unknown = (id: string): SoarError =>
  new SoarError('not_found', `there is no indicator ${id}`, {
    hint: 'Look with list-indicators; it may have been deleted before.',
  });

/** Deletes up to 500 indicators, named by id or by value; each is answered for itself. */
export async function deleteIndicators(
  context: DefenderContext,
  params: readonly DeleteIndicatorParams[],
): Promise<Outcome<Deleted>[]> {
  const byValue = params.some(({ indicatorId }) => indicatorId === undefined);
  const active = byValue ? await activeIndicators(context) : [];
  const named = params.map(({ indicatorId, indicatorValue = '', indicatorType }): Outcome<string> => {
    try {
      return { result: indicatorId ?? idAmong(active, indicatorValue, indicatorType) };
    } catch (error) {
      return { error: toSoarError(error) };
    }
  });
  const ids = [...new Set(named.flatMap((one) => ('result' in one ? [one.result] : [])))];
  const outcomes = await deleteIds(context, ids);
  return named.map((one) => ('error' in one ? one : (outcomes.get(one.result) as Outcome<Deleted>)));
}
