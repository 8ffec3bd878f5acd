import type { Alert } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';

/** An alert as the tenant holds it, evidence included. */
export type AlertRecord = Alert & { id: string; machineId: string; title: string; alertCreationTime: string };

/** A new alert: an ordinary one but for what is given. */
export function makeAlert(tenant: Tenant, given: Alert): AlertRecord {
  const machineId = given.machineId ?? tenant.machines.list()[0]?.id ?? '';
  const machine = tenant.machines.get(machineId);
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

/** Default order of the collection: the latest first. */
export function latestFirst(a: AlertRecord, b: AlertRecord): number {
  if (a.alertCreationTime !== b.alertCreationTime) return a.alertCreationTime < b.alertCreationTime ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
