import { INVESTIGATION_COURSE, type InvestigationRecord } from '../collections/investigations/record.ts';
import { ACTION_TYPES, type ActionRecord, emptyFields } from '../collections/machine-actions/record.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { wireTime } from '../tenant/time.ts';

type Item = Record<string, unknown>;

/**
 * A machine action from a seed. With a `status` it stays in that state for good; without one it runs its course from its
 * creation on.
 */
export function seedAction(tenant: Tenant, item: Item): ActionRecord {
  const type = text(item.type) ?? 'RunAntiVirusScan';
  const machineId = text(item.machineId) ?? tenant.machines.list()[0]?.id ?? '';
  const time = text(item.creationDateTimeUtc) ?? wireTime(tenant.now());
  const id = text(item.id) ?? tenant.random.guid();
  const { lastUpdateTimeUtc, ...given } = item;
  const fields = {
    id,
    type,
    ...emptyFields(),
    requestor: tenant.clientId,
    requestorComment: 'Seeded',
    machineId,
    computerDnsName: tenant.machines.get(machineId)?.computerDnsName ?? null,
    creationDateTimeUtc: time,
    lastUpdateDateTimeUtc: text(lastUpdateTimeUtc) ?? time,
    ...given,
  } as ActionRecord['fields'];
  const ending = tenant.endings.get(machineId) ?? 'Succeeded';
  if (text(item.status) !== undefined) return { id, fields, ending };
  const { waits, takes } = ACTION_TYPES[type as keyof typeof ACTION_TYPES] ?? ACTION_TYPES.RunAntiVirusScan;
  return { id, fields, course: { createdAt: Date.parse(time), waits, takes }, ending };
}

/** An investigation from a seed; with a `state` it stays in it. */
export function seedInvestigation(tenant: Tenant, item: Item): InvestigationRecord {
  const machineId = text(item.machineId) ?? tenant.machines.list()[0]?.id ?? '';
  const time = text(item.startTime) ?? wireTime(tenant.now());
  const id = text(item.id) ?? String(64_000 + tenant.investigations.size);
  const fields = {
    id,
    startTime: time,
    endTime: null,
    state: 'Queued',
    cancelledBy: null,
    statusDetails: null,
    machineId,
    computerDnsName: tenant.machines.get(machineId)?.computerDnsName ?? null,
    triggeringAlertId: null,
    ...item,
  } as InvestigationRecord['fields'];
  const ending = 'SuccessfullyRemediated';
  if (text(item.state) !== undefined) return { id, fields, ending };
  return { id, fields, course: { createdAt: Date.parse(time), ...INVESTIGATION_COURSE }, ending };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
