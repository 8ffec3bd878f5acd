import type { RemediationActivity } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import type { MachineRecord } from '../machines/record.ts';
import { machinesOf } from '../machines/store.ts';

/** A remediation activity as the tenant holds it. */
export type RemediationRecord = RemediationActivity & { id: string; createdOn: string };

/** A new remediation activity: an ordinary one except for the fields given. */
export function makeRemediation(tenant: Tenant, given: RemediationActivity): RemediationRecord {
  const createdOn = given.createdOn ?? wireTime(tenant.now());
  const notCompleted = { completerId: null, completerEmail: null, completionMethod: null };
  const noRecommendation = { scid: null, recommendedVersion: null, recommendedVendor: null, recommendedProgram: null };
  return {
    id: given.id ?? tenant.random.guid(),
    title: 'Update Contoso Viewer',
    createdOn,
    requesterId: tenant.servicePrincipalId,
    requesterEmail: tenant.analyst,
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
    ...notCompleted,
    type: 'Update',
    productId: 'contoso-_-viewer',
    vendorId: 'contoso',
    nameId: 'viewer',
    ...noRecommendation,
    ...given,
  } as RemediationRecord;
}

/** Machines that remediation activities of this tenant are about: those of the device group Workstations. */
export const exposedMachines = (tenant: Tenant): MachineRecord[] =>
  machinesOf(tenant)
    .list()
    .filter(({ rbacGroupName }) => rbacGroupName === 'Workstations');
