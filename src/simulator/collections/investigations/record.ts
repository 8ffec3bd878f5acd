import type { Investigation } from '../../../generated/types.ts';
import { type Course, progress } from '../../tenant/course.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { machinesOf } from '../machines/store.ts';

/** Every field of an investigation except those that follow from its course. */
type InvestigationFields = Investigation & { startTime: string };

/** An investigation as the tenant holds it. */
export interface InvestigationRecord {
  id: string;
  fields: InvestigationFields;
  /** How it runs; absent if a seed set its state. */
  course?: Course;
  /** State it ends in. */
  ending: string;
}

/** The course of an investigation, in simulated seconds. */
const ordinaryCourse = { waits: 5, takes: 90 };

/**
 * A new investigation: an ordinary one except for the fields given. With a `state` it stays in that state; without one it
 * runs its course from its start.
 */
export function makeInvestigation(tenant: Tenant, given: Investigation & { id: string }): InvestigationRecord {
  const machineId = given.machineId ?? machinesOf(tenant).list()[0]?.id ?? '';
  const startTime = given.startTime ?? wireTime(tenant.now());
  const { id, ...others } = given;
  const fields = {
    id,
    startTime,
    endTime: null,
    state: 'Queued',
    cancelledBy: null,
    statusDetails: null,
    machineId,
    computerDnsName: machinesOf(tenant).get(machineId)?.computerDnsName ?? null,
    triggeringAlertId: null,
    ...others,
  } as InvestigationFields;
  const ending = 'SuccessfullyRemediated';
  if (typeof given.state === 'string') return { id, fields, ending };
  return { id, fields, course: { createdAt: Date.parse(startTime), ...ordinaryCourse }, ending };
}

/** Whether an investigation in a state is still going to leave it by itself. */
export const isRunning = (state: string | null | undefined): boolean => state === 'Queued' || state === 'Running';

/** The investigation as it is now. */
export function viewInvestigation({ course, fields, ending }: InvestigationRecord, tenant: Tenant): Investigation {
  if (course === undefined) return fields;
  const { stage, since } = progress(course, tenant.now(), tenant.speed);
  const state = { waiting: 'Queued', running: 'Running', ended: ending }[stage];
  return { ...fields, state, endTime: stage === 'ended' ? wireTime(since) : null };
}
