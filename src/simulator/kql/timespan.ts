import { dayMs, hourMs, minuteMs, normalTime, wireTime } from '../tenant/time.ts';
import type { Relation } from './values.ts';

/** First and last moment, in the wire form. */
export interface Span {
  from: string;
  to: string;
}

const durationPattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;
const unitsMs = [7 * dayMs, dayMs, hourMs, minuteMs, 1000];

/** A date or date-time in milliseconds since 1970; NaN for other text, some of which `Date.parse` would accept. */
const momentOf = (text: string): number => Date.parse(normalTime(text) ?? '');

/** A moment plus a duration, in milliseconds since 1970; NaN if the text is not a duration. */
function moved(at: number, duration: string, sign: 1 | -1): number {
  const match = durationPattern.exec(duration);
  if (match === null || duration.length < 3) return Number.NaN;
  const [years = 0, months = 0, ...others] = match.slice(1).map((part) => Number(part ?? 0));
  const date = new Date(at);
  date.setUTCMonth(date.getUTCMonth() + sign * (years * 12 + months));
  return date.getTime() + sign * others.reduce((sum, count, index) => sum + count * (unitsMs[index] ?? 0), 0);
}

/**
 * The span of a `Timespan`: start/end, duration/end, start/duration, a duration back from now, or a start.
 *
 * https://learn.microsoft.com/graph/api/security-security-runhuntingquery
 *
 * @param now milliseconds since 1970
 * @returns undefined if the text is none of these
 */
export function readSpan(text: string, now: number): Span | undefined {
  const [first = '', second, extra] = text.split('/');
  const isDuration = (part: string): boolean => part.startsWith('P');
  let from: number;
  let to = now;
  if (second === undefined) from = isDuration(first) ? moved(now, first, -1) : momentOf(first);
  else {
    to = isDuration(second) ? moved(momentOf(first), second, 1) : momentOf(second);
    from = isDuration(first) ? moved(to, first, -1) : momentOf(first);
  }
  return extra === undefined && from <= to ? { from: wireTime(from), to: wireTime(to) } : undefined;
}

/** A table limited to a span; a table without a `Timestamp` is not limited. */
export function within(relation: Relation, { from, to }: Span): Relation {
  const place = relation.columns.findIndex(({ name, type }) => name === 'Timestamp' && type === 'datetime');
  if (place < 0) return relation;
  const fits = (time: unknown): boolean => typeof time === 'string' && time >= from && time <= to;
  return { columns: relation.columns, rows: () => relation.rows().filter((row) => fits(row[place])) };
}
