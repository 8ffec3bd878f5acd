import type {
  ListRemediationActivitiesParams,
  ListRemediationActivityMachinesParams,
  PollNewRemediationActivitiesParams,
  RemediationActivity,
} from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { sameText } from '../../values/text.ts';
import { list } from '../api/list.ts';
import { allOf, equalities } from '../api/odata.ts';
import { type Feed, poll } from '../api/poll.ts';
import type { DefenderContext } from '../context.ts';

/** GET /api/remediationTasks: https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities */
export const remediationActivities = { path: '/api/remediationTasks' };

/** The name of `createdOn` in a filter, as that page prints it. */
const createdOn = 'createdon';

/** Remediation activities that fit. */
export function listRemediationActivities(
  { http, clock }: DefenderContext,
  params: ListRemediationActivitiesParams,
): RowStream {
  const { filter, orderBy, select, top: _top, skip, status, createdSince } = params;
  const since = createdSince && `${createdOn} ge ${momentText(createdSince, clock.now(), 'back')}`;
  const conditions = [...equalities({ status }), since];
  const query = { filter: allOf(filter, conditions), orderBy, select, skip };
  return list(http, { ...remediationActivities, query }, params);
}

/** One remediation activity by id: https://learn.microsoft.com/defender-endpoint/api/get-remediation-one-activity */
export async function getRemediationActivity({ http }: DefenderContext, id: string): Promise<RemediationActivity> {
  const { json, status } = await http.read({ method: 'GET', path: '/api/remediationTasks/{id}', values: { id } });
  if (sameText(json.id, id)) return json;
  throw unexpected(`GET /api/remediationTasks/${id}`, 'another remediation activity', { status });
}

/**
 * Machines that a remediation activity is to reach; the call documents no options.
 * https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities
 */
export function listRemediationActivityMachines(
  { http }: DefenderContext,
  { remediationActivityId: id, ...params }: ListRemediationActivityMachinesParams,
): RowStream {
  const path = '/api/remediationTasks/{id}/machineReferences';
  return list(http, { path, values: { id }, query: {}, fixedQuery: {} }, { ...params, includeCount: false });
}

const feed: Feed = {
  kind: 'remediations',
  ...remediationActivities,
  createdAt: 'createdOn',
  createdAtInFilter: createdOn,
};

/** Remediation activities that are new since a cursor. */
export const pollNewRemediationActivities = (
  context: DefenderContext,
  params: PollNewRemediationActivitiesParams,
): Promise<(RemediationActivity & { cursor: string })[]> =>
  poll(context, feed, params, { conditions: equalities({ status: params.status }) });
