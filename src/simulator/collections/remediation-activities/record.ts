import type { RemediationActivity } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';

/** A remediation activity as the tenant holds it. */
export type RemediationRecord = RemediationActivity & { id: string; createdOn: string };

/** A new remediation activity: an ordinary one but for what is given. */
export function makeRemediation(tenant: Tenant, given: RemediationActivity): RemediationRecord {
  const createdOn = given.createdOn ?? wireTime(tenant.now());
  const nobody = { completerId: null, completerEmail: null, completionMethod: null };
  const nothing = { scid: null, recommendedVersion: null, recommendedVendor: null, recommendedProgram: null };
  return {
    id: given.id ?? tenant.random.guid(),
    title: 'Update Contoso Viewer',
    createdOn,
    requesterId: tenant.servicePrincipalId,
    requesterEmail: 'analyst@contoso.example',
    requesterNotes: null,
    status: 'Active',
    statusLastModifiedOn: createdOn,
    description: 'Update Contoso Viewer to a later version to mitigate known vulnerabilities.',
    relatedComponent: 'Contoso Viewer',
    targetDevices: exposedMachines(tenant).length,
    fixedDevices: 0,
    rbacGroupNames: [],
    dueOn: createdOn,
    category: 'Software',
    productivityImpactRemediationType: null,
    priority: 'Medium',
    ...nobody,
    type: 'Update',
    productId: 'contoso-_-viewer',
    vendorId: 'contoso',
    nameId: 'viewer',
    ...nothing,
    ...given,
  } as RemediationRecord;
}

/** Machines that remediation activities of this tenant are about: the ones of the device group Workstations. */
export const exposedMachines = ({ machines }: Tenant) =>
  machines.list().filter(({ rbacGroupName }) => rbacGroupName === 'Workstations');

/** Default order of the collection: the latest first. */
export function latestCreatedFirst(a: RemediationRecord, b: RemediationRecord): number {
  if (a.createdOn !== b.createdOn) return a.createdOn < b.createdOn ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
