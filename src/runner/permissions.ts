import type { PermissionNeed } from '../defender/connection.ts';
import { manifest } from '../generated/manifest.ts';

type Entry = (typeof manifest.actions)[number]['permissions'][number];

function need(action: string, entry: Entry): PermissionNeed {
  if (typeof entry === 'string') return { action, anyOf: [entry] };
  if (Array.isArray(entry)) return { action, anyOf: entry };
  return { action, anyOf: [entry.permission], when: entry.when };
}

/** What every action of the manifest needs. */
export const permissionNeeds = (): PermissionNeed[] =>
  manifest.actions.flatMap(({ id, permissions }) => permissions.map((entry) => need(id, entry)));

/**
 * What to do about a 403: the permission that the token lacks, or, where it lacks none, what else stands in the way.
 * https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp
 */
export function permissionHint(action: string, granted: readonly string[], clientId: string): string {
  const needs = permissionNeeds().filter((entry) => entry.action === action);
  const lacking = (conditional: boolean) =>
    needs.filter(
      ({ when, anyOf }) => (when !== undefined) === conditional && !anyOf.some((role) => granted.includes(role)),
    );
  const missing = lacking(false).map(({ anyOf }) => anyOf[0]);
  if (missing.length > 0) {
    return `Grant application ${clientId} the application permission ${missing.join(', ')} of "WindowsDefenderATP" and give admin consent.`;
  }
  const conditional = lacking(true).map(({ when, anyOf }) => `Where ${when}, ${anyOf[0]} is needed and missing. `);
  return `${conditional.join('')}The token holds the other permissions of this action: check tokenResource (Defender answers 403 to a token for another resource) and the device groups that the application may see.`;
}
