import { huntingRoles } from './hunting-api.ts';

/** What an action needs, by the alternatives of each entry. */
export interface PermissionNeed {
  action: string;
  anyOf: string[];
  /** The only path that needs it; left out if every path does. */
  when?: string;
}

/** The API among whose permissions the registration form lists one. */
const apiOf = (permission: string): string =>
  permission === huntingRoles.graph ? '"Microsoft Graph"' : '"WindowsDefenderATP"';

/** What to do about permissions that an application lacks. */
export function grantHint(permissions: readonly string[], clientId: string): string {
  const apis = [...new Set(permissions.map(apiOf))];
  const wanted = apis.map((api) => `${permissions.filter((one) => apiOf(one) === api).join(', ')} of ${api}`);
  return `Grant application ${clientId} the application permission ${wanted.join(' and ')} and give admin consent.`;
}
