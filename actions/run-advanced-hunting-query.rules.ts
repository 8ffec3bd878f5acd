import type { Check } from '../src/catalogue/define-action.ts';
import { readTimespan } from '../src/defender/hunting/timespan.ts';

const notATimespan =
  'must be an ISO 8601 duration back from now, or an interval that ends after it starts: P7D, 2026-11-01/P7D, 2026-11-01T08:00:00Z/2026-11-02T08:00:00Z';

/** Checks the timespan. */
export const check: Check = ({ timespan }, now) =>
  typeof timespan !== 'string' || readTimespan(timespan, now) ? [] : [{ path: 'timespan', message: notATimespan }];
