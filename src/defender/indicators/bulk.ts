import { SoarError, toSoarError } from '../../errors.ts';
import type { DeleteIndicatorParams, DryRunResult, Indicator, SubmitIndicatorParams } from '../../generated/types.ts';
import { type Answer, nameOf, type WriteCall } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import type { Outcome } from '../../result.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { expectStatus } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { outcomeUnknown, write } from '../writes/write.ts';
import { activeIndicators } from './read.ts';
import { valueKey } from './rules.ts';
import { bodyOf, deleteIndicator, holds, type IndicatorBody, idAmong, idOfIndicator } from './write.ts';

/** The most indicators of one call: https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators */
export const mostInCall = 500;

interface ImportedItem {
  id?: unknown;
  indicator?: unknown;
  isFailed?: unknown;
  failureReason?: unknown;
}

/** Returns the items of the response in the order of the request: Defender names them by value and promises no order. */
function match(
  call: WriteCall,
  { json, status }: Answer,
  bodies: readonly IndicatorBody[],
): (ImportedItem | undefined)[] {
  const items: unknown = json.value;
  if (!Array.isArray(items)) throw unexpected(nameOf(call), `${status} and no list under "value"`, { status });
  const isFor = (item: ImportedItem | null | undefined, body: IndicatorBody | undefined) =>
    body !== undefined && valueKey(textOf(item?.indicator)) === valueKey(body.indicatorValue);
  if (items.length === bodies.length && items.every((item, index) => isFor(item, bodies[index]))) return items;
  return bodies.map((body) => items.find((item) => isFor(item, body)));
}

function outcomeOf(call: WriteCall, body: IndicatorBody, item: ImportedItem | undefined): Outcome<Indicator> {
  if (item === undefined) {
    const silence = unexpected(nameOf(call), `no word about ${body.indicatorValue}`);
    return { error: outcomeUnknown(call, silence, 'only a look at it tells') };
  }
  const id = textOf(item.id);
  if (item.isFailed !== true && id !== '') return { result: { ...body, id } as Indicator };
  const reason = textOf(item.failureReason) || 'no reason given';
  return {
    error: new SoarError('rejected', `Defender refused the indicator ${body.indicatorValue}: ${reason}`, {
      hint: "Correct the indicator as Defender's message says.",
    }),
  };
}

const bulkCall = (name: string, body: Record<string, unknown>): WriteCall => ({
  method: 'POST',
  path: `/api/indicators/${name}`,
  body,
  followUp: 'list-indicators',
});

const importCall = (Indicators: readonly IndicatorBody[]): WriteCall => bulkCall('import', { Indicators });

const batchDeleteCall = (IndicatorIds: readonly string[]): WriteCall => bulkCall('BatchDelete', { IndicatorIds });

/** A dry run of an import of one indicator. */
export const dryRunImport = (context: DefenderContext, params: SubmitIndicatorParams): Promise<DryRunResult> =>
  dryRunResult(context, importCall([bodyOf(context, params)]));

/** A dry run of a batch delete of one indicator. */
export const dryRunBatchDelete = async (
  context: DefenderContext,
  params: DeleteIndicatorParams,
): Promise<DryRunResult> => dryRunResult(context, batchDeleteCall([await idOfIndicator(context, params)]));

/** The body of an indicator, or why it must not be sent. */
function checkedBody(context: DefenderContext, params: SubmitIndicatorParams): Outcome<IndicatorBody> {
  try {
    return { result: bodyOf(context, params) };
  } catch (error) {
    return { error: toSoarError(error) };
  }
}

/** Creates or updates up to 500 indicators in one call; each is answered for itself, a protected one without being sent. */
export async function importIndicators(
  context: DefenderContext,
  params: readonly SubmitIndicatorParams[],
): Promise<Outcome<Indicator>[]> {
  const checked = params.map((item) => checkedBody(context, item));
  const bodies = checked.flatMap((one) => ('result' in one ? [one.result] : []));
  const outcomes = await sendImport(context, bodies).catch((thrown: unknown) => {
    // A protected one has its own answer, whatever becomes of the call.
    if (bodies.length === params.length) throw thrown;
    return bodies.map(() => ({ error: toSoarError(thrown) }));
  });
  const sent = outcomes.values();
  return checked.map((one) => ('error' in one ? one : (sent.next().value as Outcome<Indicator>)));
}

/**
 * Sends bodies in one call; a lost call is read back item by item.
 * https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators
 */
async function sendImport(context: DefenderContext, bodies: readonly IndicatorBody[]): Promise<Outcome<Indicator>[]> {
  if (bodies.length === 0) return [];
  const call = importCall(bodies);
  let held: (Indicator | undefined)[] = [];
  try {
    const { created } = await write<Outcome<Indicator>[]>(context, {
      call,
      read: (answer) =>
        match(call, answer, bodies).map((item, index) => outcomeOf(call, bodies[index] as IndicatorBody, item)),
      async find(look, began) {
        const active = new Map<string, Indicator[]>();
        for (const indicator of await activeIndicators(look)) {
          const key = valueKey(textOf(indicator.indicatorValue));
          active.set(key, [...(active.get(key) ?? []), indicator]);
        }
        held = bodies.map((body) =>
          active.get(valueKey(body.indicatorValue))?.find((one) => holds(look, one, body, began)),
        );
        return held.includes(undefined) ? undefined : held.map((result) => ({ result: result as Indicator }));
      },
    });
    return created;
  } catch (thrown) {
    const error = toSoarError(thrown);
    // Any other error concerns the whole call.
    if (error.code !== 'outcome_unknown') throw error;
    return bodies.map((_, index) => (held[index] ? { result: held[index] } : { error }));
  }
}

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
