import type { Journaled } from '../support/control.ts';
import { type Answered, insist } from './answers.ts';
import type { Observed } from './drive.ts';
import { isProtected, isProtectedValue, machineOf } from './oracle.ts';
import type { PlannedParams } from './params.ts';
import { startedBy } from './plan.ts';

/** Whether a request changes something. */
export const isWrite = ({ method, path }: Journaled): boolean =>
  method !== 'GET' && path.startsWith('/api/') && !path.startsWith('/api/advancedqueries');

/** Whether the service may have acted on a request. A read-back comes before a 503 is sent again, so that may be seen twice. */
export const mayBeTaken = ({ status }: Journaled): boolean =>
  status === null || status < 400 || status === 408 || (status >= 500 && status !== 503);

/** What a write is about: the machine, the machine action, the id or value of an indicator, the id of an alert, its machine and title. */
function objectsOf({ path, body }: Journaled): string[] {
  const named = /^\/api\/(?:machines|machineactions)\/([\w-]+)\//.exec(path)?.[1];
  if (named !== undefined) return [named];
  if (body?.MachineIds !== undefined) return body.MachineIds.map(String);
  if (path.endsWith('/CreateAlertByReference')) return [`${body.machineId} ${body.title}`];
  if (body?.alertIds !== undefined) return body.alertIds.map(String);
  if (body?.IndicatorIds !== undefined) return body.IndicatorIds.map(String);
  const indicators = body?.Indicators ?? (body?.indicatorValue === undefined ? undefined : [body]);
  return (
    indicators?.map(({ indicatorValue }: { indicatorValue: string }) => indicatorValue) ?? [path.split('/').at(-1)]
  );
}

/** What an intent is about, in the same words; undefined if nothing may be written for it. */
function objectOf(observed: Observed, params: PlannedParams): string | string[] | undefined {
  const { plan, before } = observed;
  if (params.dryRun === true) return undefined;
  if (params.machineIds !== undefined) return params.machineIds as string[];
  if (plan.action === 'cancel-machine-action') return String(params.machineActionId);
  if (startedBy[plan.action] !== undefined || plan.action === 'tag-machine') {
    const machine = machineOf(observed, params);
    return machine === undefined || isProtected(observed, machine) ? undefined : machine;
  }
  if (plan.action === 'create-alert') return `${params.machineId} ${params.title}`;
  if (plan.action === 'update-alert') return (params.alertIds as string[]) ?? String(params.alertId);
  if (plan.action === 'submit-indicator') {
    return isProtectedValue(observed, params) ? undefined : String(params.indicatorValue);
  }
  if (plan.action !== 'delete-indicator') return undefined;
  if (params.indicatorId !== undefined) return String(params.indicatorId);
  return [...before.indicators.values()].find(({ indicatorValue }) => indicatorValue === params.indicatorValue)?.id;
}

const counted = (names: string[]): Map<string, number> => {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return times;
};

/** No write was sent that was not asked for, and none again that may have been taken. */
export function checkSent(observed: Observed, answers: Answered[]): void {
  const { plan, lines, journal } = observed;
  const writes = journal.filter(isWrite);
  const meant = counted(lines.flatMap((params) => objectOf(observed, params) ?? []));
  for (const entry of writes)
    for (const object of objectsOf(entry)) insist(meant.has(object), 'only what was named is written to', entry);
  for (const [object, times] of counted(writes.filter(mayBeTaken).flatMap(objectsOf)))
    insist(times <= (meant.get(object) ?? 0), 'what may have been taken is not sent again', { object, times });
  if (plan.concurrency !== undefined) return;
  for (const [index, entry] of writes.entries()) {
    const next = writes[index + 1];
    if (entry.status !== 503 || next === undefined) continue;
    const between = journal.slice(journal.indexOf(entry) + 1, journal.indexOf(next));
    insist(
      between.some(({ method }) => method === 'GET'),
      'after 503 a look comes before the write',
      entry,
    );
  }
  if (answers[0]?.error?.details?.outcome === 'not_sent')
    insist(!writes.some(mayBeTaken), 'not_sent is said only if nothing was taken', writes);
}
