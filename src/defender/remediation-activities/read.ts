import type {
  ListRemediationActivitiesParams,
  ListRemediationActivityMachinesParams,
  PollNewRemediationActivitiesParams,
  RemediationActivity,
} from '../../generated/types.ts';
import type { RowStream } from '../../result.ts';
import { momentText } from '../../values/moment.ts';
import { type Collection, list, listOf } from '../api/list.ts';
import { equalities } from '../api/odata.ts';
import { readOne } from '../api/one.ts';
import { type Feed, poll } from '../api/poll.ts';
import type { DefenderContext } from '../context.ts';

/** GET /api/remediationTasks: https://learn.microsoft.com/defender-endpoint/api/get-remediation-all-activities */
export const remediationActivities: Collection = { path: '/api/remediationTasks', entity: 'remediation activity' };

/** The name of `createdOn` in a filter, as that page prints it. */
const createdOn = 'createdon';

/** Lists remediation activities that match the params. */
export function listRemediationActivities(
  context: DefenderContext,
  params: ListRemediationActivitiesParams,
): RowStream {
  const { status, createdSince } = params;
  const since = createdSince && `${createdOn} ge ${momentText(createdSince, context.clock.now(), 'back')}`;
  return listOf(context, remediationActivities, params, [...equalities({ status }), since]);
}

/** One remediation activity by id: https://learn.microsoft.com/defender-endpoint/api/get-remediation-one-activity */
export const getRemediationActivity = (context: DefenderContext, id: string): Promise<RemediationActivity> =>
  readOne<RemediationActivity>(context, remediationActivities, id);

/**
 * Machines that a remediation activity is to reach; the call documents no options.
 * https://learn.microsoft.com/defender-endpoint/api/get-remediation-exposed-devices-activities
 */
export function listRemediationActivityMachines(
  { http }: DefenderContext,
  { remediationActivityId: id, ...params }: ListRemediationActivityMachinesParams,
): RowStream {
  const path = '/api/remediationTasks/{id}/machineReferences';
  return list(http, { path, values: { id }, query: {}, fixedQuery: {} }, params);
}

const feed: Feed = {
  kind: 'remediations',
  path: remediationActivities.path,
  createdAt: 'createdOn',
  createdAtInFilter: createdOn,
};

/** Returns remediation activities that are new since the cursor. */
export const pollNewRemediationActivities = (
  context: DefenderContext,
  params: PollNewRemediationActivitiesParams,
): Promise<(RemediationActivity & { cursor: string })[]> =>
  poll(context, feed, params, { conditions: equalities({ status: params.status }) });
