import type { Alert } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { machinesOf } from '../machines/store.ts';

/** An alert as the tenant holds it, evidence included. */
export type AlertRecord = Alert & { id: string; machineId: string; title: string; alertCreationTime: string };

/** A new alert: an ordinary one except for the fields given. */
export function makeAlert(tenant: Tenant, given: Alert): AlertRecord {
  const machineId = given.machineId ?? machinesOf(tenant).list()[0]?.id ?? '';
  const machine = machinesOf(tenant).get(machineId);
  const created = given.alertCreationTime ?? wireTime(tenant.now());
  const nothing = { incidentId: null, investigationId: null, investigationState: null, assignedTo: null };
  const noVerdict = { classification: null, determination: null, threatFamilyName: null, threatName: null };
  return {
    id: given.id ?? `da${tenant.random.integer(10 ** 15, 9 * 10 ** 15)}_${tenant.random.integer(10 ** 8, 2 * 10 ** 9)}`,
    ...nothing,
    severity: 'Medium',
    status: 'New',
    ...noVerdict,
    category: 'SuspiciousActivity',
    detectionSource: 'WindowsDefenderAtp',
    detectorId: null,
    title: 'Suspicious activity',
    description: 'Something unusual was seen.',
    alertCreationTime: created,
    firstEventTime: created,
    lastEventTime: created,
    lastUpdateTime: created,
    resolvedTime: null,
    machineId,
    computerDnsName: machine?.computerDnsName ?? null,
    rbacGroupName: machine?.rbacGroupName ?? null,
    aadTenantId: tenant.id,
    mitreTechniques: [],
    relatedUser: null,
    comments: [],
    evidence: [],
    ...given,
  } as AlertRecord;
}
