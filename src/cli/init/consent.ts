import { apiOf, graphApi } from '../../cloud/grants.ts';
import type { TestConnectionResult } from '../../generated/types.ts';
import type { Resource } from '../../resource/resource.ts';
import { wrapped } from './wrapped.ts';

/** Permissions that actions need and an application lacks. */
export type Missing = TestConnectionResult['permissions']['missing'];

/** Groups permissions by the API that a registration lists them under. */
function byApi(missing: Missing): Map<string, Missing> {
  const groups = new Map<string, Missing>();
  for (const entry of missing)
    groups.set(apiOf(entry.permission), [...(groups.get(apiOf(entry.permission)) ?? []), entry]);
  return groups;
}

/** Lists missing permissions by API, each with the actions that need it. */
export function missingLines(missing: Missing): string[] {
  const longest = Math.max(...missing.map(({ permission }) => permission.length));
  return [...byApi(missing)].flatMap(([api, entries]) => [
    `  ${api}`,
    ...entries.flatMap(({ permission, actions }) => wrapped(`    ${permission.padEnd(longest)}  `, actions.join(', '))),
  ]);
}

/** What the steps depend on of a resource. */
type Registration = Pick<Resource, 'authority' | 'tenantId' | 'clientId' | 'credential'>;

/** What to do for an identity that no page of the portal lists permissions for. */
const ofManagedIdentity =
  'Assign these application permissions to the managed identity with the Azure CLI, because the portal has no page for it: docs/start/identities.md has the commands.';

/** Where applications are registered: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const portalOf = ({ authority }: Registration): string =>
  authority === 'https://login.microsoftonline.us'
    ? 'https://portal.azure.us > Microsoft Entra ID > App registrations'
    : 'https://entra.microsoft.com > Entra ID > App registrations';

/**
 * The address at which an administrator consents to what the registration lists; a sign-in host that is not Microsoft's
 * has none. https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
const consentAddress = ({ authority, tenantId, clientId }: Registration): string | undefined =>
  authority.startsWith('https://login.microsoftonline.')
    ? `${authority}/${tenantId}/adminconsent?client_id=${clientId}`
    : undefined;

const menuOf = (api: string): string => (api === graphApi ? api : `APIs my organization uses > ${api}`);

/** Lists the steps by which an administrator grants missing permissions. */
export function consentSteps(missing: Missing, registration: Registration): string[] {
  if (registration.credential.kind === 'managedIdentity') return wrapped('  ', ofManagedIdentity);
  const groups = [...byApi(missing)];
  const address = consentAddress(registration);
  const roles = groups.some(([api]) => api === graphApi)
    ? 'Privileged Role Administrator'
    : 'Cloud Application Administrator';
  const steps = [
    `Open ${portalOf(registration)} > All applications. Select the application ${registration.clientId}, then "API permissions".`,
    ...groups.map(
      ([api, entries]) =>
        `Add a permission > ${menuOf(api)} > Application permissions. Select those that you need: ${entries.map(({ permission }) => permission).join(', ')}.`,
    ),
    `As a ${roles}, select "Grant admin consent".${address === undefined ? '' : ` Or, once the permissions are added, send such an administrator this address: ${address}`}`,
  ];
  return steps.flatMap((step, index) => wrapped(`  ${index + 1}. `, step));
}
