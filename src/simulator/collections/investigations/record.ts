import type { Investigation } from '../../../generated/types.ts';
import { type Course, progress } from '../../tenant/course.ts';
import { wireTime } from '../../tenant/time.ts';

/** An investigation as the tenant holds it. */
export interface InvestigationRecord {
  id: string;
  /** Every field but those that follow from the course. */
  fields: Investigation & { startTime: string };
  /** How it runs; absent where a seed set its state. */
  course?: Course;
  /** State it ends in. */
  ending: string;
}

/** The course of an investigation, in simulated seconds. */
export const INVESTIGATION_COURSE = { waits: 5, takes: 90 };

/** Whether a state is one that an investigation leaves by itself. */
export function isRunning(state: string | null | undefined): boolean {
  return state === 'Queued' || state === 'Running';
}

/** The investigation as it stands now. */
export function viewInvestigation(record: InvestigationRecord, now: number, speed: number): Investigation {
  if (record.course === undefined) return record.fields;
  const { stage, since } = progress(record.course, now, speed);
  const state = { waiting: 'Queued', running: 'Running', ended: record.ending }[stage];
  return { ...record.fields, state, endTime: stage === 'ended' ? wireTime(since) : null };
}

/** Default order of the collection. */
export function newestFirst(a: InvestigationRecord, b: InvestigationRecord): number {
  if (a.fields.startTime !== b.fields.startTime) return a.fields.startTime < b.fields.startTime ? 1 : -1;
  return Number(b.id) - Number(a.id);
}
