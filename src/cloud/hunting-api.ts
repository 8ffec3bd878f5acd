// Which API hunting runs on, and until when. Light: what only a hunt needs is in the files next to it.

import { errorCodes, type SoarError } from '../errors.ts';

/** What the resource may ask for. */
export type HuntingApi = 'auto' | 'graph' | 'defender';

/** An API that hunting runs on, in the end. */
export type Backend = Exclude<HuntingApi, 'auto'>;

/** The application permission that each of them asks for. https://learn.microsoft.com/graph/api/security-security-runhuntingquery */
export const huntingRoles: Record<Backend, string> = {
  graph: 'ThreatHunting.Read.All',
  defender: 'AdvancedQuery.Read.All',
};

/**
 * From here on Defender's own endpoint answers no more, in milliseconds since 1970.
 * https://learn.microsoft.com/defender-endpoint/api/run-advanced-query-api, Message Center post MC1220762
 */
const retirement = Date.parse('2027-02-01T00:00:00Z');

/** The same for people. */
export const retirementDay = '1 February 2027';

/** Whether Microsoft has retired Defender's own endpoint. */
export const isRetired = (now: number): boolean => now >= retirement;

/** The APIs that a setting lets a hunt run on, the preferred one first. */
export function backendsOf(api: HuntingApi, now: number): Backend[] {
  if (api !== 'auto') return [api];
  return isRetired(now) ? ['graph'] : ['graph', 'defender'];
}

/** Of permissions that stand for each other, those that help under this setting: a hunt on Graph is not helped by Defender's. */
export function usefulRoles(anyOf: readonly string[], api: HuntingApi, now: number): string[] {
  const useful = backendsOf(api, now).map((backend) => huntingRoles[backend]);
  return anyOf.filter((role) => !Object.values(huntingRoles).includes(role) || useful.includes(role));
}

/** Whether an error is permanent, so that `auto` falls back to Defender; transient errors are not. */
export const isLasting = ({ code }: SoarError): boolean =>
  !errorCodes[code].retryable && code !== 'internal' && code !== 'cancelled';
