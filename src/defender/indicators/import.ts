import { SoarError, toSoarError } from '../../errors.ts';
import type { Indicator, SubmitIndicatorResult } from '../../generated/types.ts';
import { type Answer, nameOf, type WriteCall } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import type { Outcome } from '../../result.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { outcomeUnknown, write } from '../writes/write.ts';
import { bodyOf, type IndicatorBody, type OneIndicator } from './body.ts';
import { bulkCall } from './bulk.ts';
import { type Before, beforeOf, keptResult, readExisting } from './existing.ts';
import { activeIndicators } from './read.ts';
import { valueKey } from './rules.ts';
import { holds } from './write.ts';

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

const importCall = (Indicators: readonly IndicatorBody[]): WriteCall => bulkCall('import', { Indicators });

/** A dry run of an import of one indicator. */
export async function dryRunImport(context: DefenderContext, params: OneIndicator): Promise<SubmitIndicatorResult> {
  const body = bodyOf(context, params);
  const before = beforeOf(await readExisting(context, [params], body.indicatorType), body, params);
  return keptResult(params, before) ?? { ...(await dryRunResult(context, importCall([body]))), ...before };
}

/** A dry run of one call for several values; what `onExisting` keeps is not part of the request. */
export async function dryRunList(
  context: DefenderContext,
  params: readonly OneIndicator[],
): Promise<SubmitIndicatorResult> {
  const bodies = params.map((item) => bodyOf(context, item));
  const active = await readExisting(context, params);
  const settled = params.map((item, index) => {
    const body = bodies[index] as IndicatorBody;
    const before = beforeOf(active, body, item);
    return { body, indicatorValue: item.indicatorValue, before, kept: keptResult(item, before) };
  });
  const open = settled.flatMap(({ body, kept }) => (kept === undefined ? [body] : []));
  const dry = { dryRun: true, status: 'DryRun' };
  const shown = open.length > 0 ? await dryRunResult(context, importCall(open)) : dry;
  const outcomes = settled.map(({ indicatorValue, before, kept }) => ({
    indicatorValue,
    result: kept ?? { ...dry, ...before },
  }));
  return { ...shown, outcomes };
}

/** The result of a step, or its error. */
export function attempt<T>(step: () => T): Outcome<T> {
  try {
    return { result: step() };
  } catch (error) {
    return { error: toSoarError(error) };
  }
}

/** Results of some items, or the error of all of them; throws it if no other item has an answer of its own. */
const orEach = (outcomes: Promise<Outcome<SubmitIndicatorResult>[]>, some: number, all: number) =>
  outcomes.catch((thrown: unknown) => {
    if (some === all) throw thrown;
    return Array.from({ length: some }, () => ({ error: toSoarError(thrown) }));
  });

/** An indicator that may be sent. */
interface Allowed {
  body: IndicatorBody;
  params: OneIndicator;
}

/** Creates or updates up to 500 indicators in one call; each is answered for itself, a protected one without being sent. */
export async function importIndicators(
  context: DefenderContext,
  params: readonly OneIndicator[],
): Promise<Outcome<SubmitIndicatorResult>[]> {
  const checked = params.map((item) => attempt((): Allowed => ({ body: bodyOf(context, item), params: item })));
  const allowed = checked.flatMap((one) => ('result' in one ? [one.result] : []));
  const sent = (await orEach(importAllowed(context, allowed), allowed.length, params.length)).values();
  return checked.map((one) => ('error' in one ? one : (sent.next().value as Outcome<SubmitIndicatorResult>)));
}

/** Settles what `onExisting` keeps or refuses by one reading, and sends the rest. */
async function importAllowed(
  context: DefenderContext,
  items: readonly Allowed[],
): Promise<Outcome<SubmitIndicatorResult>[]> {
  const active = await readExisting(
    context,
    items.map(({ params }) => params),
  );
  const settled = items.map(({ body, params }) =>
    attempt((): { body: IndicatorBody; before: Before; kept?: SubmitIndicatorResult | undefined } => {
      const before = beforeOf(active, body, params);
      return { body, before, kept: keptResult(params, before) };
    }),
  );
  const open = settled.flatMap((one) => ('result' in one && one.result.kept === undefined ? [one.result.body] : []));
  const sent = (await orEach(sendImport(context, open), open.length, items.length)).values();
  return settled.map((one) => {
    if ('error' in one) return one;
    if (one.result.kept !== undefined) return { result: one.result.kept };
    const outcome = sent.next().value as Outcome<SubmitIndicatorResult>;
    return 'error' in outcome ? outcome : { result: { ...outcome.result, ...one.result.before } };
  });
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
