import type { ActionId } from '../../src/generated/types.ts';
import type { IndicatorRecord } from '../../src/simulator/collections/indicators/record.ts';
import { type Answered, type Document, insist } from './answers.ts';
import type { Observed } from './drive.ts';
import { commentOf, machineOf } from './oracle.ts';
import { startedBy } from './plan.ts';
import { isWrite, mayBeTaken } from './sent.ts';

/** Holds one answer against what the tenant holds. */
type Check = (observed: Observed, answered: Answered) => void;

/** Whether an error tells that something was, or may have been, done. */
const isTold = (error: Document, ids: string[] = []): boolean =>
  error.code === 'outcome_unknown' ||
  (error.code === 'cancelled' && error.details?.outcome !== 'not_sent') ||
  ids.some((id) => JSON.stringify(error).includes(id));

const isOver = (status: string): boolean => !['Pending', 'InProgress'].includes(status);

/**
 * Milliseconds within which an action of the same comment may be taken for ours where the answer was lost:
 * docs/decisions/0006-read-back-unclear-writes.md.
 */
const tolerance = 60_000;

const started: Check = (observed, { params, result, error }) => {
  const { plan, before, after } = observed;
  const machineId = machineOf(observed, params);
  if (result === undefined) {
    if (plan.concurrency !== undefined) return;
    const made = [...after.machineActions].filter(
      ([id, action]) => !before.machineActions.has(id) && action.machineId === machineId,
    );
    insist(made.length <= 1, 'one intent makes one action at most', made);
    const ids = made.map(([id]) => id);
    // Defender's clock is known to two seconds: one of the same comment as young as that is taken for ours.
    const twin = before.machineActions.get(error.details?.machineAction?.id);
    const isTwin = twin !== undefined && twin.comment === commentOf(params) && twin.createdAt >= before.now - 3000;
    insist(made.length === 0 || isTwin || isTold(error, ids), 'what was started is reported', { error, made });
    if (error.code !== 'action_failed') return;
    const failed = after.machineActions.get(error.details.machineAction.id);
    insist(/^(Failed|TimeOut|Cancelled)$/.test(String(failed?.status)), 'a failure is one', error);
    return;
  }
  const action = after.machineActions.get(result.id);
  const both = { result, action };
  insist(action !== undefined, 'a success has a machine action', result);
  insist(action.machineId === machineId, 'on the machine that was named', both);
  insist(action.type === startedBy[plan.action], 'of the type asked for', both);
  const isNew = !before.machineActions.has(result.id) || action.createdAt >= before.now - tolerance;
  if (result.alreadyActive === false)
    insist(isNew && action.comment === commentOf(params), 'what was started is new and ours', both);
  const isSchedule = plan.action === 'collect-investigation-package';
  if (!isSchedule && Number(params.waitSeconds) > 0 && params.whenStillRunning === 'fail')
    insist(result.status === 'Succeeded', 'a run that waits reports only success as a result', both);
  insist(result.status === action.status || !isOver(result.status), 'a status is one that the action had', both);
};

const ran: Check = (observed, answered) => {
  started(observed, answered);
  const { params, result } = answered;
  if (result?.status !== 'Succeeded' || Number(params.waitSeconds) === 0) return;
  insist(!JSON.stringify(result.scripts).includes('sig='), 'no link is in the output', result.scripts);
  const scripts = result.commands.filter(({ command }: Document) => command?.type === 'RunScript');
  insist(result.scripts.length === scripts.length, 'every script that has run is reported', result);
  for (const { error, exit_code, script_output } of result.scripts) {
    const isWhole = exit_code === 0 && script_output.startsWith('triage.ps1 ran') && script_output.endsWith('\n');
    insist(isWhole !== (error !== undefined), 'with what it printed, or why that is missing', result.scripts);
  }
};

const investigated: Check = (observed, { params, result, error }) => {
  const { plan, before, after } = observed;
  if (result !== undefined) {
    const found = after.investigations.get(result.id);
    insist(found?.machineId === machineOf(observed, params), 'a success has an investigation', { result, found });
  } else if (plan.concurrency === undefined) {
    const made = [...after.investigations.keys()].filter((id) => !before.investigations.has(id));
    insist(made.length <= 1, 'one intent makes one investigation at most', made);
    insist(made.length === 0 || isTold(error, made), 'what was started is reported', { error, made });
  }
};

const submitted: Check = ({ plan, lines, before, after }, { params, result, error }) => {
  const key = `${params.indicatorType} ${params.indicatorValue}`;
  const isAsSent = (held: IndicatorRecord | undefined) =>
    held?.action === params.action && held?.title === params.title && held?.description === params.description;
  const held = after.indicators.get(key);
  if (result !== undefined) {
    insist(held !== undefined && held.id === result.id, 'a success has an indicator', { result, held });
    const rivals = lines.filter((line) => line.dryRun !== true && line.indicatorValue === params.indicatorValue);
    if (result.kept === true)
      insist(params.onExisting === 'keep', 'only what is to be kept is kept', { params, result });
    else if (rivals.at(-1) === params) insist(isAsSent(held), 'with the fields sent', { params, held });
  } else if (plan.concurrency === undefined && isAsSent(held) && !isAsSent(before.indicators.get(key))) {
    insist(isTold(error), 'what was submitted is reported', error);
  }
};

const deleted: Check = ({ plan, journal, before, after }, { params, result, error }) => {
  const fits = ({ id, indicatorValue }: IndicatorRecord) =>
    params.indicatorId === undefined ? indicatorValue === params.indicatorValue : id === params.indicatorId;
  const isThere = [...after.indicators.values()].some(fits);
  const wasThere = [...before.indicators.values()].some(fits);
  // After an attempt that may have been taken, absence is success, whatever caused it.
  // A deadline of a second may pass by itself on a busy machine.
  const isUnclear =
    plan.env.DEFENDER_TIMEOUT_SECONDS === '1' ||
    journal.some((entry) => entry.fault !== undefined && isWrite(entry) && (mayBeTaken(entry) || entry.status === 503));
  const isBelieved = journal.some(({ fault }) => fault === 'status 404');
  if (error?.code === 'not_found' && !isBelieved) insist(!isThere || !wasThere, 'what is there is found', params);
  if (result !== undefined) insist(!isThere && (wasThere || isUnclear), 'a success has deleted', { result, params });
  else if (plan.concurrency === undefined)
    insist(isThere || !wasThere || isTold(error), 'what was deleted is reported', error);
};

const cancelled: Check = ({ plan, before, after }, { params, result, error }) => {
  const id = String(params.machineActionId);
  const [was, is] = [before.machineActions.get(id), after.machineActions.get(id)];
  if (result !== undefined) {
    insist(is?.status === 'Cancelled' && result.id === id, 'a success has cancelled', { result, is });
    const isOurs = is.cancellation === params.comment && was?.status !== 'Cancelled';
    if (result.alreadyActive === false) insist(isOurs, 'what was cancelled has our comment', { result, is });
  } else if (plan.concurrency === undefined) {
    const isUnchanged = was?.status === 'Cancelled' || is?.status !== 'Cancelled';
    insist(isUnchanged || isTold(error), 'what was cancelled is reported', { error, is });
    const claimed = error.details?.machineAction?.status;
    if (claimed !== undefined) insist(is?.status === claimed, 'what is said to have ended has', { error, is });
  }
};

const tagged: Check = (observed, { params, result, error }) => {
  const { plan, lines, before, after } = observed;
  const ids = (params.machineIds as string[] | undefined) ?? [machineOf(observed, params) ?? ''];
  const has = ({ machines }: Observed['after'], id: string) =>
    machines.get(id)?.machineTags?.includes(String(params.value)) === true;
  const isOnly = lines.filter(({ dryRun, value }) => dryRun !== true && value === params.value).length === 1;
  if (result !== undefined) {
    insist((result.updated ?? [result.id]).join() === ids.join(), 'a success is about what was named', result);
    const kept = ids.filter((id) => has(after, id) !== (params.action === 'Add'));
    if (isOnly) insist(kept.length === 0, 'a success has tagged', { kept });
  } else if (plan.concurrency === undefined) {
    const changed = ids.filter((id) => has(before, id) !== has(after, id));
    insist(changed.length === 0 || isTold(error), 'what was tagged is reported', { error, changed });
  }
};

const created: Check = ({ plan, before, after }, { params, result, error }) => {
  if (result !== undefined) {
    const held = after.alerts.get(result.id);
    const isMeant = held?.machineId === params.machineId && held?.title === params.title;
    insist(isMeant, 'a success has an alert of that machine and title', { result, held });
  } else if (plan.concurrency === undefined) {
    const made = [...after.alerts.keys()].filter((id) => !before.alerts.has(id));
    insist(made.length === 0 || isTold(error, made), 'what was created is reported', { error, made });
  }
};

const updated: Check = ({ plan, journal, before, after }, { params, result, error }) => {
  // 200 and nothing is how Defender answers an update of several: it is believed.
  const isBelieved = journal.some(({ path, fault }) => path.endsWith('/batchUpdate') && fault === 'status 200');
  if (plan.concurrency !== undefined || isBelieved) return;
  const ids = (params.alertIds as string[] | undefined) ?? [String(params.alertId)];
  const isChanged = (id: string) => after.alerts.get(id) !== before.alerts.get(id);
  if (result === undefined) {
    insist(!ids.some(isChanged) || isTold(error), 'what was updated is reported', error);
    return;
  }
  const { status, assignedTo, comment } = params;
  const shows = (id: string) => {
    const held = after.alerts.get(id);
    const isCommented = comment === undefined || held?.comments?.some((one) => one.comment === comment);
    const isSet = (name: 'status' | 'assignedTo', value: unknown) => value === undefined || held?.[name] === value;
    return isCommented && isSet('status', status) && isSet('assignedTo', assignedTo);
  };
  insist(ids.every(shows), 'a success shows the change', { params, result });
};

/** A poll gives what is there, the oldest first and each once; some are older than any lag that is drawn. */
const polled: Check = ({ plan, before }, { params, result }) => {
  if (result === undefined) return;
  const isAlerts = plan.action === 'poll-new-alerts';
  const held = isAlerts
    ? [...before.alerts.values()].map(({ id, alertCreationTime }) => ({ id, created: alertCreationTime }))
    : [...before.remediationActivities.values()].map(({ id, createdOn }) => ({ id, created: createdOn }));
  const since = before.now - Number(params.lookBackMinutes) * 60_000;
  const due = held
    .filter(({ created }) => Date.parse(created) >= since)
    .sort((a, b) => Date.parse(a.created) - Date.parse(b.created))
    .slice(0, Number(params.limit));
  const ids = (found: { id: string }[]) => found.map(({ id }) => id).join(' ');
  insist(ids(result) === ids(due), 'a poll gives all that is new, in order', { due, result });
};

const checks: Partial<Record<ActionId, Check>> = {
  ...Object.fromEntries(Object.keys(startedBy).map((id) => [id, started])),
  'run-live-response': ran,
  'start-automated-investigation': investigated,
  'initiate-investigation': (observed, { result, ...answered }) =>
    investigated(observed, { ...answered, result: result && { id: result.value } }),
  'cancel-machine-action': cancelled,
  'tag-machine': tagged,
  'submit-indicator': submitted,
  'delete-indicator': deleted,
  'create-alert': created,
  'update-alert': updated,
  'poll-new-alerts': polled,
  'poll-new-remediation-activities': polled,
};

/** A success has the state that it tells of, and what was made is never told as a plain failure. */
export function checkState(observed: Observed, answered: Answered): void {
  const { params, result } = answered;
  if (params.dryRun !== true) checks[observed.plan.action]?.(observed, answered);
  else if (result !== undefined)
    insist(result.dryRun === true && result.id === undefined, 'a rehearsal has no id', result);
}
