import { SoarError, toSoarError } from '../../errors.ts';
import type {
  Alert,
  CreateAlertParams,
  DryRunMachine,
  DryRunResult,
  UpdateAlertParams,
} from '../../generated/types.ts';
import type { Answer, WriteCall } from '../../http/call.ts';
import { sameText, timeOf } from '../../values/text.ts';
import { all } from '../api/list.ts';
import type { DefenderContext } from '../context.ts';
import { dryRunOnMachine } from '../machine-actions/dry-run.ts';
import { getMachine } from '../machines/read.ts';
import { entityOf, expectStatus, idOf } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { earliestOf, isOlder, isSince, write } from '../writes/write.ts';
import { alerts, alertsOf, getAlert, type KnownAlert } from './read.ts';

/** When an alert was touched last: an open one of the same title takes a new one in and keeps its own creation time. */
const touchedAt = ({ alertCreationTime, lastUpdateTime }: Alert): number =>
  Math.max(timeOf(alertCreationTime), timeOf(lastUpdateTime));

/** Whether something was done since a write began, as exactly as Defender's clock is known. */
const isFresh = (look: DefenderContext, doneAt: number, began: number): boolean =>
  isSince(look, doneAt, began) && !isOlder(look, doneAt, began);

const noEvent = 'machineId, reportId and eventTime have to be those of one event, eventTime to its last digit.';

/**
 * Creates an alert from an event: https://learn.microsoft.com/defender-endpoint/api/create-alert-by-reference
 * Alerts do not name their event: where the answer is lost, the newest open one of this machine and title that was
 * touched since is it. What an analyst touched before is not: a repeated playbook finds it too.
 */
export async function createAlert(
  context: DefenderContext,
  { dryRun, reportId, ...event }: CreateAlertParams,
): Promise<Alert & DryRunResult & DryRunMachine> {
  const body = { ...event, reportId: String(reportId) };
  const call: WriteCall = {
    method: 'POST',
    path: '/api/alerts/CreateAlertByReference',
    body,
    followUp: 'list-alerts',
    explain: (error) => (error.code === 'not_found' ? error.with({ hint: noEvent }) : error),
  };
  if (dryRun) return dryRunOnMachine(context, { machine: await getMachine(context, event.machineId) }, call);
  const { created } = await write<Alert>(context, {
    call,
    read: (answer) => ({ ...answer.json, id: idOf(call, answer) }),
    async find(look, began) {
      const filter = `lastUpdateTime ge ${new Date(earliestOf(look, began)).toISOString()}`;
      const touched = await all<Alert>(look.http, { ...alerts, query: { filter } });
      return touched
        .filter(
          (alert) =>
            sameText(alert.machineId, event.machineId) &&
            alert.title === event.title &&
            !sameText(alert.status, 'Resolved') &&
            isFresh(look, touchedAt(alert), began),
        )
        .sort((a, b) => touchedAt(b) - touchedAt(a))[0];
    },
  });
  return created;
}

type Changes = Omit<UpdateAlertParams, 'alertId' | 'alertIds' | 'dryRun'>;

/** Whether an alert shows what was to be changed; a comment has to be fresh, because one may be there twice. */
function shows(context: DefenderContext, alert: Alert, { comment, ...fields }: Changes, began: number): boolean {
  const comments = Array.isArray(alert.comments) ? alert.comments : [];
  return (
    Object.entries(fields).every(([name, value]) => sameText(alert[name], value)) &&
    (comment === undefined ||
      comments.some((held) => held.comment === comment && isFresh(context, timeOf(held.createdTime), began)))
  );
}

/** Updates one alert: https://learn.microsoft.com/defender-endpoint/api/update-alert */
async function updateOne(
  context: DefenderContext,
  id: string,
  changes: Changes,
  dryRun: boolean,
): Promise<Alert & DryRunResult> {
  const call: WriteCall = {
    method: 'PATCH',
    path: '/api/alerts/{id}',
    values: { id },
    body: { ...changes },
    followUp: 'get-alert',
  };
  if (dryRun) {
    await getAlert(context, id);
    return dryRunResult(context, call);
  }
  const read = (answer: Answer): Alert => entityOf(call, answer, id, 'another alert');
  const find = async (look: DefenderContext, began: number) => {
    const alert = await getAlert(look, id);
    return shows(look, alert, changes, began) ? alert : undefined;
  };
  return (await write<Alert>(context, { call, read, find })).created;
}

/** What the service answers a batch update with is an empty body. */
const parseNothing = (body: Buffer): unknown => JSON.parse(body.toString('utf8').trim() || '{}');

/**
 * Updates several alerts in one call: https://learn.microsoft.com/defender-endpoint/api/batch-update-alerts
 * If its answer is lost, each alert is read back; `outcome_unknown` names those that show the change.
 */
async function updateMany(
  context: DefenderContext,
  given: readonly string[],
  changes: Changes,
  dryRun: boolean,
): Promise<{ updated: string[] } | DryRunResult> {
  // Letter case makes no other alert.
  const keys = given.map((id) => id.toLowerCase());
  const alertIds = given.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
  const call: WriteCall = {
    method: 'POST',
    path: '/api/alerts/batchUpdate',
    body: { alertIds, ...changes },
    parse: parseNothing,
    followUp: 'list-alerts',
  };
  if (dryRun) {
    const known = await alertsOf(context, alertIds);
    const missing = alertIds.filter((id) => !known.some((alert) => sameText(alert.id, id)));
    if (missing.length === 0) return dryRunResult(context, call);
    throw new SoarError('not_found', `there is no alert ${missing.join(', ')}`, { hint: 'Look with list-alerts.' });
  }
  const read = (answer: Answer) => {
    expectStatus(call, answer, 200);
    return { updated: alertIds };
  };
  let updated: string[] = [];
  const find = async (look: DefenderContext, began: number) => {
    const isUpdated = (alert: KnownAlert) => shows(look, alert, changes, began);
    updated = (await alertsOf(look, alertIds)).filter(isUpdated).map(({ id }) => id);
    return updated.length === alertIds.length ? { updated } : undefined;
  };
  try {
    return (await write(context, { call, read, find })).created;
  } catch (thrown) {
    const error = toSoarError(thrown);
    throw error.code === 'outcome_unknown' ? error.with({ details: { ...error.fields.details, updated } }) : error;
  }
}

/** Updates the alert or the alerts that params name. */
export function updateAlert(
  context: DefenderContext,
  { alertId, alertIds = [], dryRun, ...changes }: UpdateAlertParams,
): Promise<(Alert & DryRunResult) | { updated: string[] }> {
  return alertId === undefined
    ? updateMany(context, alertIds, changes, dryRun)
    : updateOne(context, alertId, changes, dryRun);
}
