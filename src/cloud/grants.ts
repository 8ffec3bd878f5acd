import { huntingRoles } from './hunting-api.ts';

/** What an action needs, by the alternatives of each entry. */
export interface PermissionNeed {
  action: string;
  anyOf: string[];
  /** The only path that needs it; left out if every path does. */
  when?: string;
}

/** Name of Microsoft Graph in the registration form. */
export const graphApi = 'Microsoft Graph';

/** The API among whose permissions the registration form lists one. */
export const apiOf = (permission: string): string =>
  permission === huntingRoles.graph ? graphApi : 'WindowsDefenderATP';

/** Permissions that an application lacks, with the actions that will be refused for it. */
export function missingPermissions(needs: readonly PermissionNeed[], granted: readonly string[]) {
  const missing = new Map<string, string[]>();
  for (const { action, anyOf } of needs.filter(({ anyOf }) => !anyOf.some((role) => granted.includes(role)))) {
    const permission = anyOf[0] ?? '';
    missing.set(permission, [...(missing.get(permission) ?? []), action]);
  }
  return [...missing].map(([permission, actions]) => ({ permission, actions }));
}

/** What to do about permissions that an application lacks. */
export function grantHint(permissions: readonly string[], clientId: string): string {
  const apis = [...new Set(permissions.map(apiOf))];
  const wanted = apis.map((api) => `${permissions.filter((one) => apiOf(one) === api).join(', ')} of "${api}"`);
  return `Grant application ${clientId} the application permission ${wanted.join(' and ')} and give admin consent.`;
}
