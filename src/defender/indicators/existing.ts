import { SoarError } from '../../errors.ts';
import type { Indicator, SubmitIndicatorResult } from '../../generated/types.ts';
import { sameText, textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import type { IndicatorBody, OneIndicator } from './body.ts';
import { activeIndicators } from './read.ts';
import { sameValue } from './rules.ts';

/** What was there before a submission; empty without `onExisting`. */
export type Before = Pick<SubmitIndicatorResult, 'previous'>;

/** Reads the active indicators if a submission says what to do about an existing one; no call for the others. */
export async function readExisting(
  context: DefenderContext,
  params: readonly OneIndicator[],
  indicatorType?: string,
): Promise<Indicator[]> {
  const isAsked = params.some(({ onExisting }) => onExisting !== undefined);
  return isAsked ? activeIndicators(context, indicatorType) : [];
}

/** What was there before, among the active indicators. Throws `conflict` if there is one and `onExisting` is `fail`. */
export function beforeOf(active: readonly Indicator[], body: IndicatorBody, { onExisting }: OneIndicator): Before {
  if (onExisting === undefined) return {};
  const previous = active.find(
    (held) =>
      sameText(held.indicatorType, body.indicatorType) && sameValue(textOf(held.indicatorValue), body.indicatorValue),
  );
  if (previous === undefined || onExisting !== 'fail') return { previous: previous ?? null };
  throw new SoarError(
    'conflict',
    `an indicator of ${body.indicatorValue} exists: ${previous.id} (${previous.action})`,
    {
      hint: 'Nothing was sent. Set onExisting to update to replace it, or to keep to leave it.',
      details: { previous },
    },
  );
}

/** The existing indicator as the result, if `onExisting` keeps it; undefined if the submission has to be sent. */
export function keptResult(
  { onExisting, dryRun }: OneIndicator,
  { previous }: Before,
): SubmitIndicatorResult | undefined {
  if (onExisting !== 'keep' || !previous) return undefined;
  return { ...previous, previous, kept: true, ...(dryRun && { dryRun: true, status: 'DryRun' }) };
}
