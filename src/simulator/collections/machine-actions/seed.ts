import type { Tenant } from '../../tenant/tenant.ts';
import { hourMs, minuteMs, wireTime } from '../../tenant/time.ts';
import { machinesOf } from '../machines/store.ts';
import type { Item } from '../seedable.ts';
import { type ActionRecord, type ActionType, makeAction } from './record.ts';
import { machineActionsOf } from './store.ts';

interface PastAction {
  type: ActionType;
  scope: string | null;
  status: string;
  /** Index of the machine it ran on. */
  machine: number;
  hoursAgo: number;
}

const pastActions: readonly PastAction[] = [
  { type: 'Isolate', scope: 'Full', status: 'Succeeded', machine: 1, hoursAgo: 5 },
  { type: 'Unisolate', scope: null, status: 'Succeeded', machine: 1, hoursAgo: 3 },
  { type: 'RunAntiVirusScan', scope: 'Quick', status: 'Succeeded', machine: 0, hoursAgo: 30 },
  { type: 'RunAntiVirusScan', scope: 'Full', status: 'TimeOut', machine: 2, hoursAgo: 50 },
  { type: 'CollectInvestigationPackage', scope: null, status: 'Failed', machine: 3, hoursAgo: 70 },
  { type: 'RestrictCodeExecution', scope: null, status: 'Cancelled', machine: 5, hoursAgo: 90 },
];

/** Fills a tenant with machine actions of the last days, all of them ended. */
export function seedMachineActions(tenant: Tenant): void {
  const machines = [...machinesOf(tenant).values()];
  for (const { machine: index, hoursAgo, ...past } of pastActions) {
    const machine = machines[index];
    if (machine === undefined) continue;
    const created = tenant.now() - hoursAgo * hourMs;
    const cancelled = past.status === 'Cancelled' ? wireTime(created + minuteMs) : null;
    const action = makeAction(tenant, {
      ...past,
      machineId: machine.id,
      requestor: tenant.analyst,
      requestSource: 'Portal',
      requestorComment: 'Routine check',
      creationDateTimeUtc: wireTime(created),
      lastUpdateDateTimeUtc: wireTime(created + 5 * minuteMs),
      cancellationRequestor: cancelled && tenant.analyst,
      cancellationComment: cancelled && 'Not needed any more',
      cancellationDateTimeUtc: cancelled,
    });
    machineActionsOf(tenant).put(action);
  }
}

/** A machine action from an item of the control path, which may have the name of the list sample for its last update. */
export function seededAction(tenant: Tenant, { lastUpdateTimeUtc, ...item }: Item): ActionRecord {
  const updated = typeof lastUpdateTimeUtc === 'string' ? { lastUpdateDateTimeUtc: lastUpdateTimeUtc } : {};
  return makeAction(tenant, { ...updated, ...item });
}
