import type { ProgressReport, Waiting } from '../progress.ts';

/** What is known of a batch. */
export interface BatchFacts {
  done: number;
  failed: number;
  /** Length of the lines that were answered, and of all; the latter is undefined if it is unknown. */
  answeredBytes: number;
  allBytes: number | undefined;
  /** The last pause of one of its runs. */
  pause: Waiting | undefined;
}

/** What is known of a run. */
export interface RunFacts {
  report?: ProgressReport;
  /** Rows and pages of the result that were read so far. */
  read?: { rows: number | undefined; pages: number };
  batch?: BatchFacts;
}

/** Formats a duration for people, in its two largest units: "2 min 5 s". */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [h && `${h} h`, min && `${min} min`, h === 0 && s && `${s} s`].filter(Boolean);
  return parts.join(' ') || '0 s';
}

const reasons: Record<Waiting['for'], string> = {
  'machine action': 'started',
  investigation: 'started',
  'package link': 'waiting for the link to the package',
  'rate limit': 'waiting for the rate limit',
  retry: 'waiting to try again',
  'read-back': 'looking whether Defender took the request',
};

const waitText = ({ for: what, status, since, until }: Waiting, now: number): string =>
  `${status || reasons[what]}, ${durationText(now - since)} of ${durationText(until - since)}`;

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

const downloadText = ({ bytes, total }: NonNullable<ProgressReport['downloaded']>): string =>
  total === undefined ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`;

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

function rateText(count: number, ms: number): string | undefined {
  const perSecond = (count * 1000) / ms;
  if (perSecond >= 1) return `${Math.round(perSecond)}/s`;
  return perSecond * 60 >= 1 ? `${Math.round(perSecond * 60)}/min` : undefined;
}

function batchText(facts: BatchFacts, elapsedMs: number, now: number): string {
  const { done, failed, answeredBytes, allBytes, pause } = facts;
  const leftMs = allBytes && answeredBytes && (elapsedMs * Math.max(0, allBytes - answeredBytes)) / answeredBytes;
  const counts = `done ${done.toLocaleString('en-US')}, failed ${failed.toLocaleString('en-US')}`;
  // The rate so far says nothing about the end of a pause.
  if (pause && now < pause.until) return `${counts}, ${reasons[pause.for]}, ${durationText(pause.until - now)} left`;
  const rate = rateText(done + failed, elapsedMs);
  const time = leftMs ? `about ${durationText(leftMs)} left` : durationText(elapsedMs);
  return [counts, rate, time].filter(Boolean).join(', ');
}

/** Says in one line how far a run is. */
export function progressText(facts: RunFacts, elapsedMs: number, now: number): string {
  const { report, read, batch } = facts;
  if (batch !== undefined) return batchText(batch, elapsedMs, now);
  if (report?.waiting !== undefined) return waitText(report.waiting, now);
  const parts = report?.downloaded
    ? [downloadText(report.downloaded)]
    : read
      ? [read.rows !== undefined && counted(read.rows, 'row'), counted(read.pages, 'page')]
      : ['waiting for Defender'];
  return [...parts.filter(Boolean), durationText(elapsedMs)].join(', ');
}
