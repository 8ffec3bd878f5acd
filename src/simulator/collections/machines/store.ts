import { latestFirst, Store } from '../../tenant/store.ts';
import { storeOf, type Tenant } from '../../tenant/tenant.ts';
import type { MachineRecord } from './record.ts';

/** The machines of a tenant. */
export const machinesOf = storeOf(() => new Store<MachineRecord>(latestFirst(({ lastSeen }) => lastSeen)));

/** Final status of the actions of machines whose actions do not simply succeed, by machine id. */
export const endingsOf = storeOf(() => new Map<string, string>());

/** The status in which an action of a machine ends. */
export const endingOf = (tenant: Tenant, machineId: string): string => endingsOf(tenant).get(machineId) ?? 'Succeeded';
