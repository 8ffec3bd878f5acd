import { SoarError } from '../../errors.ts';
import type { SubmitIndicatorParams, SubmitIndicatorResult } from '../../generated/types.ts';
import { paramRefusal } from '../../refusals.ts';
import type { Outcome } from '../../result.ts';
import type { DefenderContext } from '../context.ts';
import { bodyOf, type OneIndicator } from './body.ts';
import { attempt, dryRunImport, dryRunList, importIndicators } from './import.ts';
import { submitIndicator } from './write.ts';

/** The submission of one value; throws `invalid_params` for a list, which a batch does not take. */
function single({ indicatorValue, indicatorValues: _, ...shared }: SubmitIndicatorParams): OneIndicator {
  if (indicatorValue !== undefined) return { ...shared, indicatorValue };
  throw paramRefusal([{ path: 'indicatorValues', message: 'is for a run without --batch: give each line one value' }]);
}

/** Submits the indicators of a batch; a line with a list of values is refused. */
export async function submitBatch(
  context: DefenderContext,
  params: readonly SubmitIndicatorParams[],
): Promise<Outcome<SubmitIndicatorResult>[]> {
  const read = params.map((item) => attempt(() => single(item)));
  const ones = read.flatMap((one) => ('result' in one ? [one.result] : []));
  const outcomes = (await importIndicators(context, ones)).values();
  return read.map((one) => ('error' in one ? one : (outcomes.next().value as Outcome<SubmitIndicatorResult>)));
}

/** The dry run of a line of a batch. */
export const dryRunLine = async (
  context: DefenderContext,
  params: SubmitIndicatorParams,
): Promise<SubmitIndicatorResult> => dryRunImport(context, single(params));

/** The outcomes of a list as its result. Throws if one of them is an error, `outcome_unknown` if one of them is that. */
function listResult(values: readonly string[], outcomes: readonly Outcome<SubmitIndicatorResult>[]) {
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  const worst = errors.find(({ code }) => code === 'outcome_unknown') ?? errors[0];
  const listed = outcomes.map((outcome, index) => ({ indicatorValue: values[index] ?? '', ...outcome }));
  if (worst === undefined) {
    return { outcomes: listed.flatMap((one) => ('result' in one ? [one] : [])) };
  }
  throw new SoarError(worst.code, `${errors.length} of ${values.length} indicators failed: ${worst.message}`, {
    ...worst.fields,
    details: { outcomes: listed.map((one) => ('error' in one ? { ...one, error: one.error.toJSON() } : one)) },
  });
}

/** Submits one indicator, or one of each value in one call. A list with a protected value is refused as a whole. */
export async function submit(context: DefenderContext, params: SubmitIndicatorParams): Promise<SubmitIndicatorResult> {
  const { indicatorValues, indicatorValue: _, ...shared } = params;
  if (indicatorValues === undefined) return submitIndicator(context, single(params));
  const ones = indicatorValues.map((indicatorValue) => ({ ...shared, indicatorValue }));
  if (params.dryRun) return dryRunList(context, ones);
  for (const one of ones) bodyOf(context, one);
  return listResult(indicatorValues, await importIndicators(context, ones));
}
