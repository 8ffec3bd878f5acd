import { readMoment } from '../../values/moment.ts';

/** A time span: milliseconds back from now, or a start and, unless it ends now, an end, in milliseconds since 1970. */
export type Timespan = { back: number } | { from: number; to?: number };

/** A day alone is its first moment in UTC. */
const timeOf = (text: string): number | undefined =>
  text.startsWith('P') ? undefined : readMoment(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text, 0, 'back');

const durationFrom = (text: string, from: number | undefined, direction: 'back' | 'ahead'): number | undefined =>
  text.startsWith('P') && from !== undefined ? readMoment(text, from, direction) : undefined;

/**
 * Reads a time span as Graph takes it: a duration back from now, start/end, start/duration, duration/end, or a start.
 * https://learn.microsoft.com/graph/api/security-security-runhuntingquery
 * @param now milliseconds since 1970
 * @returns undefined if the text is none of these, or its end is not after its start
 */
export function readTimespan(text: string, now: number): Timespan | undefined {
  const [first = '', second, ...rest] = text.split('/');
  if (rest.length > 0) return undefined;
  if (second === undefined) {
    const start = timeOf(first) ?? durationFrom(first, now, 'back');
    if (start === undefined || start >= now) return undefined;
    return first.startsWith('P') ? { back: now - start } : { from: start };
  }
  const from = timeOf(first) ?? durationFrom(first, timeOf(second), 'back');
  const to = timeOf(second) ?? durationFrom(second, timeOf(first), 'ahead');
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}
