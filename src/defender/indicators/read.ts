import type { Indicator, ListIndicatorsParams } from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { withExternalID } from '../../values/text.ts';
import { all, type Collection, listOf, ownParams } from '../api/list.ts';
import { allOf, equalities, oneOf } from '../api/odata.ts';
import type { DefenderContext } from '../context.ts';
import { spellingsOf } from './rules.ts';

/** GET /api/indicators: https://learn.microsoft.com/defender-endpoint/api/get-ti-indicators-collection */
export const indicators: Collection = { path: '/api/indicators', entity: 'indicator', row: withExternalID };

/** Lists active indicators that match the params. */
export function listIndicators(context: DefenderContext, params: ListIndicatorsParams): RowStream {
  const { indicatorValue, ...equal } = ownParams(params);
  const hasValue = indicatorValue && oneOf('indicatorValue', spellingsOf(indicatorValue));
  return listOf(context, indicators, params, [hasValue, ...equalities(equal)]);
}

/**
 * Every active indicator, at most 15,000 in a tenant, or those of a type. A look-up by value reads all of them: a
 * filter compares text, but a value has several spellings.
 */
export const activeIndicators = ({ http }: DefenderContext, indicatorType?: string): Promise<Indicator[]> =>
  all<Indicator>(http, { ...indicators, query: { filter: allOf(undefined, equalities({ indicatorType })) } });
