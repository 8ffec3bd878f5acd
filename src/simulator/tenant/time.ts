/** Milliseconds since 1970. */
export type Clock = () => number;

/** Milliseconds in a minute, an hour and a day. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A moment as the service writes it: UTC with seven fractional digits, so that the order of texts is the order of times. */
export const wireTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '0000Z');

const moment = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:\d\d)?$/i;

/**
 * Converts an ISO 8601 date or date-time to the form of {@link wireTime}, with up to seven of its fractional digits. Without
 * an offset it is UTC. Undefined if the text is not a date-time.
 */
export function normalTime(text: string): string | undefined {
  const match = moment.exec(text);
  if (match === null) return undefined;
  const [, date, minutes = '00:00', seconds = '00', fraction = '', offset = 'Z'] = match;
  const ms = Date.parse(`${date}T${minutes}:${seconds}${offset.toUpperCase()}`);
  if (!Number.isFinite(ms)) return undefined;
  // Date.parse rolls 30 February over to March: such a day does not exist.
  if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19)}.${fraction.slice(0, 7).padEnd(7, '0')}Z`;
}
