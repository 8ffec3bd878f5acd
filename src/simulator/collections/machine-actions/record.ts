import type { MachineAction } from '../../../generated/types.ts';
import { type Course, progress } from '../../tenant/course.ts';
import { wireTime } from '../../tenant/time.ts';
import { viewCommands } from '../live-response/rules.ts';

/** The action types this tenant carries out, each with its course in simulated seconds and the permission it needs. */
export const ACTION_TYPES = {
  Isolate: { waits: 3, takes: 20, role: 'Machine.Isolate' },
  Unisolate: { waits: 3, takes: 20, role: 'Machine.Isolate' },
  RunAntiVirusScan: { waits: 5, takes: 60, role: 'Machine.Scan' },
  StopAndQuarantineFile: { waits: 3, takes: 15, role: 'Machine.StopAndQuarantine' },
  CollectInvestigationPackage: { waits: 5, takes: 45, role: 'Machine.CollectForensics' },
  RestrictCodeExecution: { waits: 2, takes: 10, role: 'Machine.RestrictExecution' },
  LiveResponse: { waits: 4, takes: 24, role: 'Machine.LiveResponse' },
  UnrestrictCodeExecution: { waits: 2, takes: 10, role: 'Machine.RestrictExecution' },
} as const;

/** One of the action types this tenant carries out. */
export type ActionType = keyof typeof ACTION_TYPES;

/** A machine action as the tenant holds it. */
export interface ActionRecord {
  id: string;
  /** Every field but those that follow from the course. */
  fields: MachineAction & { creationDateTimeUtc: string; machineId: string; type: string };
  /** How it runs; absent once it was cancelled, and where a seed set its state: then `fields` says it all. */
  course?: Course;
  /** Status it ends with. */
  ending: string;
}

/** What an action answers with where nothing has been said or done about it yet. */
export const emptyFields = () => ({
  title: null,
  requestSource: 'PublicApi',
  scope: null,
  status: 'Pending',
  cancellationRequestor: null,
  cancellationComment: null,
  cancellationDateTimeUtc: null,
  externalId: null,
  relatedFileInfo: null,
  commands: [],
  troubleshootInfo: null,
  errorHResult: 0,
});

/** Whether a status is one that an action leaves again. */
export function isActive(status: string | undefined): boolean {
  return status === 'Pending' || status === 'InProgress';
}

/** The action as it stands now. */
export function viewAction(record: ActionRecord, now: number, speed: number): MachineAction {
  const { course, fields, ending } = record;
  if (course === undefined) return fields;
  const { stage, since } = progress(course, now, speed);
  const status = { waiting: 'Pending', running: 'InProgress', ended: ending }[stage];
  const commands = viewCommands(fields.commands ?? [], course, ending, now, speed);
  // An isolation has a scope only after Pending.
  const scope = fields.type === 'Isolate' && stage === 'waiting' ? null : (fields.scope ?? null);
  return { ...fields, scope, commands, status, lastUpdateDateTimeUtc: wireTime(since) };
}

/** Default order of the collection. */
export function newestFirst(a: ActionRecord, b: ActionRecord): number {
  const [left, right] = [a.fields.creationDateTimeUtc, b.fields.creationDateTimeUtc];
  if (left !== right) return left < right ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
