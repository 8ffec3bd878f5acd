import type { Tenant } from '../../tenant/tenant.ts';
import { hourMs, minuteMs, wireTime } from '../../tenant/time.ts';
import { machinesOf } from '../machines/store.ts';
import { makeInvestigation } from './record.ts';
import { investigationsOf } from './store.ts';

/** Fills a tenant with two investigations that have ended. */
export function seedInvestigations(tenant: Tenant): void {
  const states = ['SuccessfullyRemediated', 'Benign'];
  const machines = [...machinesOf(tenant).values()].slice(0, states.length);
  for (const [index, { id: machineId }] of machines.entries()) {
    const start = tenant.now() - (20 + index * 30) * hourMs;
    const investigation = makeInvestigation(tenant, {
      id: String(62_990 + index),
      startTime: wireTime(start),
      endTime: wireTime(start + 12 * minuteMs),
      state: states[index] ?? 'Benign',
      machineId,
      triggeringAlertId: `da63713912715001${2465 + index}_1011995739`,
    });
    investigationsOf(tenant).put(investigation);
  }
}
