import type { MachineAction } from '../../../generated/types.ts';
import { type Course, progress } from '../../tenant/course.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { endingOf, machinesOf } from '../machines/store.ts';
import { viewCommands } from './commands.ts';

/** The action types that this tenant carries out, each with its course in simulated seconds and the permission it requires. */
export const actionTypes = {
  Isolate: { waits: 3, takes: 20, role: 'Machine.Isolate' },
  Unisolate: { waits: 3, takes: 20, role: 'Machine.Isolate' },
  RunAntiVirusScan: { waits: 5, takes: 60, role: 'Machine.Scan' },
  StopAndQuarantineFile: { waits: 3, takes: 15, role: 'Machine.StopAndQuarantine' },
  CollectInvestigationPackage: { waits: 5, takes: 45, role: 'Machine.CollectForensics' },
  RestrictCodeExecution: { waits: 2, takes: 10, role: 'Machine.RestrictExecution' },
  LiveResponse: { waits: 4, takes: 24, role: 'Machine.LiveResponse' },
  UnrestrictCodeExecution: { waits: 2, takes: 10, role: 'Machine.RestrictExecution' },
} as const;

/** One of the action types that this tenant carries out. */
export type ActionType = keyof typeof actionTypes;

/** Every field of an action except those that follow from its course. */
export type ActionFields = MachineAction & { creationDateTimeUtc: string; machineId: string; type: string };

/** A machine action as the tenant holds it. */
export interface ActionRecord {
  id: string;
  fields: ActionFields;
  /** How it runs. Absent after a cancellation and if a seed set its status: `fields` is then complete. */
  course?: Course;
  /** Status it ends with. */
  ending: string;
}

/** What a machine action is made of: some of its fields, or null for what is not known. */
export type ActionGiven = { [Name in keyof ActionFields]?: ActionFields[Name] | null };

/**
 * A new machine action: an ordinary one except for the fields given. With a `status` it stays in that state; without one it
 * runs its course from its creation.
 */
export function makeAction(tenant: Tenant, given: ActionGiven): ActionRecord {
  const machineId = given.machineId ?? machinesOf(tenant).list()[0]?.id ?? '';
  const time = given.creationDateTimeUtc ?? wireTime(tenant.now());
  const id = given.id ?? tenant.random.guid();
  const type = given.type ?? 'RunAntiVirusScan';
  const fields = {
    id,
    type,
    title: null,
    requestor: tenant.clientId,
    requestSource: 'PublicApi',
    requestorComment: 'Seeded',
    scope: null,
    status: 'Pending',
    machineId,
    computerDnsName: machinesOf(tenant).get(machineId)?.computerDnsName ?? null,
    creationDateTimeUtc: time,
    lastUpdateDateTimeUtc: time,
    cancellationRequestor: null,
    cancellationComment: null,
    cancellationDateTimeUtc: null,
    externalId: null,
    relatedFileInfo: null,
    commands: [],
    troubleshootInfo: null,
    errorHResult: 0,
    ...given,
  } as ActionFields;
  const ending = endingOf(tenant, machineId);
  if (typeof given.status === 'string') return { id, fields, ending };
  const { waits, takes } = actionTypes[type as ActionType] ?? actionTypes.RunAntiVirusScan;
  return { id, fields, course: { createdAt: Date.parse(time), waits, takes }, ending };
}

/** Whether an action of a status is still going to change it. */
export const isActive = (status: string | undefined): boolean => status === 'Pending' || status === 'InProgress';

/** The action as it is now. */
export function viewAction({ course, fields, ending }: ActionRecord, tenant: Tenant): MachineAction {
  if (course === undefined) return fields;
  const [now, speed] = [tenant.now(), tenant.speed];
  const { stage, since } = progress(course, now, speed);
  const status = { waiting: 'Pending', running: 'InProgress', ended: ending }[stage];
  const commands = viewCommands(fields.commands ?? [], course, ending, now, speed);
  // An isolation has a scope only after Pending.
  const scope = fields.type === 'Isolate' && stage === 'waiting' ? null : (fields.scope ?? null);
  return { ...fields, scope, commands, status, lastUpdateDateTimeUtc: wireTime(since) };
}
