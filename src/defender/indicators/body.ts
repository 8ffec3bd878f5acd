import { SoarError } from '../../errors.ts';
import type { SubmitIndicatorParams } from '../../generated/types.ts';
import { momentText } from '../../values/moment.ts';
import type { DefenderContext } from '../context.ts';
import { canonicalValue, indicatorTypeOf } from './rules.ts';

/** The submission of one value. */
export type OneIndicator = Omit<SubmitIndicatorParams, 'indicatorValues'> & { indicatorValue: string };

/** Actions that keep users from what they act on. */
const blocking = ['Block', 'BlockAndRemediate', 'Warn'];

/** Throws `protected_indicator` for a block or warning that would reach something on the list. */
function guard({ protectedIndicators }: DefenderContext, { indicatorValue, action }: OneIndicator): void {
  const matched = blocking.includes(action) ? protectedIndicators.match(indicatorValue) : undefined;
  if (matched === undefined) return;
  throw new SoarError('protected_indicator', `${action} of ${indicatorValue} was refused: "${matched}" protects it`, {
    hint: 'Nothing was sent. If it has to be blocked, do it by hand in the portal or change protectedIndicators.',
    details: { indicatorValue, matched },
  });
}

/**
 * The body of an indicator as it is sent, alone or in a bulk call; every write and dry run gets it here. Throws
 * `protected_indicator` if it must not be sent.
 */
export function bodyOf(context: DefenderContext, params: OneIndicator): IndicatorBody {
  guard(context, params);
  const { dryRun: _dryRun, onExisting: _onExisting, expirationTime, ...given } = params;
  const { clock } = context;
  return {
    ...given,
    indicatorValue: canonicalValue(given.indicatorValue),
    indicatorType: given.indicatorType ?? indicatorTypeOf(given.indicatorValue),
    ...(expirationTime !== undefined && { expirationTime: momentText(expirationTime, clock.now(), 'ahead') }),
    // Audit without an alert is refused by Defender.
    ...(given.action === 'Audit' && { generateAlert: true }),
  };
}

/** What is sent of an indicator. */
export type IndicatorBody = Record<string, unknown> & { indicatorValue: string; indicatorType: string | undefined };
