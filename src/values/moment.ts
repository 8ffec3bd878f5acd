/** RFC 3339, and what date pickers give: seconds and zone may be missing, and a space may stand for the T. */
const dated = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?$/i;

const duration =
  /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * An ISO 8601 duration from a moment (milliseconds since 1970), back or ahead; undefined if it is not one. In UTC: the
 * libraries at hand count days in local time, where a day may have 23 hours.
 */
function shift(text: string, now: number, direction: 'back' | 'ahead'): number | undefined {
  const match = duration.exec(text);
  if (match === null) return undefined;
  const sign = direction === 'back' ? -1 : 1;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => sign * Number(part ?? 0));
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCFullYear(date.getUTCFullYear() + (years ?? 0), date.getUTCMonth() + (months ?? 0), 1);
  // A month from the 31st stays in that month, as calendars do.
  date.setUTCDate(Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()));
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0);
  return date.getTime() + (((wholeDays * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}

/**
 * Reads a time as params give it: RFC 3339 or `YYYY-MM-DD hh:mm:ss`, where seconds and zone may be missing (then it is
 * UTC, wherever this runs), or an ISO 8601 duration from `now`.
 * @returns milliseconds since 1970, or undefined if the text is none of these or not a day of the calendar
 */
export function readMoment(text: string, now: number, direction: 'back' | 'ahead'): number | undefined {
  const at = readTime(text) ?? shift(text, now, direction);
  return at === undefined || Number.isNaN(at) || Math.abs(at) > 8.64e15 ? undefined : at;
}

/**
 * A moment in params and answers, not a duration. `Date.parse` alone reads `5` as a day in 2001, a time without zone
 * by the clock of this host, and 31 February as a day in March.
 */
export function readTime(text: string): number | undefined {
  const [, day = '', time, zone = 'Z'] = dated.exec(text) ?? [];
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const exists = new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date;
  const at = exists ? Date.parse(`${day}T${time}${zone}`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** The same as text for Defender: UTC, milliseconds. Params were checked before, so a time that is none is our fault. */
export function momentText(text: string, now: number, direction: 'back' | 'ahead'): string {
  const at = readMoment(text, now, direction);
  if (at === undefined) throw new RangeError(`${text} was not checked before it was used`);
  return new Date(at).toISOString();
}
