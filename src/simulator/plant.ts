import { makeAlerts } from './collections/alerts/seed.ts';
import { makeFiles } from './collections/files/seed.ts';
import { makeRows } from './collections/hunting/seed.ts';
import { makeIndicators, makePastActions, makePastInvestigations } from './collections/machine-actions/seed.ts';
import { makeMachines } from './collections/machines/seed.ts';
import { makeRemediations } from './collections/remediation-activities/seed.ts';
import type { Tenant } from './tenant/tenant.ts';

/** Fills an empty tenant. The same random source and clock give the same tenant; `count` is the number of machines. */
export function plant(tenant: Tenant, count: number): void {
  const { random } = tenant;
  const now = tenant.now();
  const files = makeFiles(random, now);
  const indicators = makeIndicators(random, now);
  const machines = makeMachines(count, random, now);
  for (const file of files) tenant.files.put(file.profile);
  for (const indicator of indicators) tenant.indicators.put(indicator);
  for (const machine of machines) tenant.machines.put(machine);
  for (const action of makePastActions(machines, random, now)) tenant.machineActions.put(action);
  for (const investigation of makePastInvestigations(machines, now)) tenant.investigations.put(investigation);
  for (const alert of makeAlerts(tenant, machines, files)) tenant.alerts.put(alert);
  for (const activity of makeRemediations(tenant)) tenant.remediationActivities.put(activity);
  const source = { machines, files, now, seed: random.integer(0, 2 ** 31) };
  tenant.hunting.derive((table) => makeRows(table, source));
}
