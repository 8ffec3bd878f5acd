import { grantHint, type PermissionNeed } from '../cloud/grants.ts';
import { type HuntingApi, usefulRoles } from '../cloud/hunting-api.ts';
import { manifest } from '../generated/manifest.ts';

type Entry = (typeof manifest.actions)[number]['permissions'][number];

function need(action: string, entry: Entry): PermissionNeed {
  if (typeof entry === 'string') return { action, anyOf: [entry] };
  if (Array.isArray(entry)) return { action, anyOf: entry };
  // Where an entry has no room for alternatives: who may write something may read it.
  const anyOf = [entry.permission, entry.permission.replace(/\.Read\.All$/, '.ReadWrite.All')];
  return { action, anyOf: [...new Set(anyOf)], when: entry.when };
}

/** What every action of the manifest needs, where hunting runs as the resource says. */
export const permissionNeeds = (huntingApi: HuntingApi, now: number): PermissionNeed[] =>
  manifest.actions
    .flatMap(({ id, permissions }) => permissions.map((entry) => need(id, entry)))
    .map((entry) => ({ ...entry, anyOf: usefulRoles(entry.anyOf, huntingApi, now) }))
    .filter(({ anyOf }) => anyOf.length > 0);

/**
 * What to do about a 403: the permission that the token lacks, or, where it lacks none that is always needed, what else
 * may stand in the way. https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-webapp
 * @param otherwise hint of the call itself
 */
export function permissionHint(
  needs: readonly PermissionNeed[],
  granted: readonly string[],
  clientId: string,
  otherwise: string,
): string {
  const lacking = needs.filter(({ anyOf }) => !anyOf.some((role) => granted.includes(role)));
  const always = lacking.filter(({ when }) => when === undefined).map(({ anyOf }) => anyOf[0] ?? '');
  if (always.length > 0) return grantHint(always, clientId);
  const conditional = lacking.map(({ when, anyOf }) => `If ${when}, ${anyOf[0]} is required and missing.`);
  return [...conditional, otherwise].join(' ');
}
