import type { Alert, ListAlertsParams, PollNewAlertsParams } from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { sameText } from '../../values/text.ts';
import { allOfIds, list } from '../api/list.ts';
import { allOf, equalities } from '../api/odata.ts';
import { type Feed, poll } from '../api/poll.ts';
import type { DefenderContext } from '../context.ts';

/** An alert with a usable id. */
export type KnownAlert = Alert & { id: string };

/** GET /api/alerts: https://learn.microsoft.com/defender-endpoint/api/get-alerts */
export const alerts = { path: '/api/alerts' };

/** `$expand` of a list of alerts: without it Defender leaves `evidence` empty. */
export const expandOf = (expandEvidence: boolean): string | undefined => (expandEvidence ? 'evidence' : undefined);

/** Alerts that fit. */
export function listAlerts({ http, clock }: DefenderContext, params: ListAlertsParams): RowStream {
  const { filter, orderBy, select, top: _top, skip, includeCount: _count, ...fitting } = params;
  const { createdSince, expandEvidence, ...equal } = fitting;
  const since = createdSince && `alertCreationTime ge ${momentText(createdSince, clock.now(), 'back')}`;
  const conditions = [...equalities(equal), since];
  const expand = expandOf(expandEvidence);
  return list(http, { ...alerts, query: { filter: allOf(filter, conditions), orderBy, select, expand, skip } }, params);
}

/** One alert by id: https://learn.microsoft.com/defender-endpoint/api/get-alert-info-by-id */
export async function getAlert({ http }: DefenderContext, id: string): Promise<KnownAlert> {
  const { json, status } = await http.read({ method: 'GET', path: '/api/alerts/{id}', values: { id } });
  if (!sameText(json.id, id)) throw unexpected(`GET /api/alerts/${id}`, 'another alert', { status });
  return json as KnownAlert;
}

/** Those of some alerts that Defender knows. */
export const alertsOf = ({ http }: DefenderContext, ids: readonly string[]): Promise<KnownAlert[]> =>
  allOfIds(http, alerts, ids);

const feed: Feed = {
  kind: 'alerts',
  ...alerts,
  createdAt: 'alertCreationTime',
  createdAtInFilter: 'alertCreationTime',
};

/** Alerts that are new since a cursor. */
export function pollNewAlerts(
  context: DefenderContext,
  params: PollNewAlertsParams,
): Promise<(Alert & { cursor: string })[]> {
  const { severity, status, category, detectionSource, expandEvidence } = params;
  const conditions = equalities({ severity, status, category, detectionSource });
  return poll(context, feed, params, { conditions, expand: expandOf(expandEvidence) });
}
