import type { Alert, ListAlertsParams, PollNewAlertsParams } from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { allOfIds, type Collection, listOf, ownParams } from '../api/list.ts';
import { equalities } from '../api/odata.ts';
import { readOne } from '../api/one.ts';
import { type Feed, poll } from '../api/poll.ts';
import type { DefenderContext } from '../context.ts';

/** An alert with a usable id. */
export type KnownAlert = Alert & { id: string };

/** GET /api/alerts: https://learn.microsoft.com/defender-endpoint/api/get-alerts */
export const alerts: Collection = { path: '/api/alerts', entity: 'alert' };

/** `$expand` of a list of alerts: without it Defender leaves `evidence` empty. */
export const expandOf = (expandEvidence: boolean): string | undefined => (expandEvidence ? 'evidence' : undefined);

/** Lists alerts that match the params. */
export function listAlerts(context: DefenderContext, params: ListAlertsParams): RowStream {
  const { createdSince, expandEvidence, ...equal } = ownParams(params);
  const since = createdSince && `alertCreationTime ge ${momentText(createdSince, context.clock.now(), 'back')}`;
  return listOf(context, alerts, params, [...equalities(equal), since], expandOf(expandEvidence));
}

/** One alert by id: https://learn.microsoft.com/defender-endpoint/api/get-alert-info-by-id */
export const getAlert = (context: DefenderContext, id: string): Promise<KnownAlert> =>
  readOne<Alert>(context, alerts, id);

/** Reads the alerts with these ids; unknown ids are left out. */
export const alertsOf = ({ http }: DefenderContext, ids: readonly string[]): Promise<KnownAlert[]> =>
  allOfIds(http, alerts, ids);

const feed: Feed = {
  kind: 'alerts',
  path: alerts.path,
  createdAt: 'alertCreationTime',
  createdAtInFilter: 'alertCreationTime',
};

/** Returns alerts that are new since the cursor. */
export function pollNewAlerts(
  context: DefenderContext,
  params: PollNewAlertsParams,
): Promise<(Alert & { cursor: string })[]> {
  const { severity, status, category, detectionSource, expandEvidence } = params;
  const conditions = equalities({ severity, status, category, detectionSource });
  return poll(context, feed, params, { conditions, expand: expandOf(expandEvidence) });
}
