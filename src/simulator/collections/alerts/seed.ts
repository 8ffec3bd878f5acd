import type { Tenant } from '../../tenant/tenant.ts';
import { hourMs, wireTime } from '../../tenant/time.ts';
import { type SeedFile, seedFilesOf } from '../files/store.ts';
import { machinesOf } from '../machines/store.ts';
import { makeAlert } from './record.ts';
import { alertsOf } from './store.ts';

/** Fills a tenant with alerts of the last days: a new one about the suspicious file, and those of the past investigations. */
export function seedAlerts(tenant: Tenant): void {
  const machines = [...machinesOf(tenant).values()];
  const files = [...seedFilesOf(tenant).values()];
  const parts = [
    { hoursAgo: 0.4, machine: machines[0], severity: 'High', category: 'Execution', title: 'Suspicious file was run' },
    { hoursAgo: 20.1, machine: machines[0], investigationId: 62_990, title: 'Unusual process tree' },
    { hoursAgo: 50.1, machine: machines[1], investigationId: 62_991, severity: 'Low', title: 'Unusual sign-in' },
  ];
  for (const [index, { hoursAgo, machine, ...given }] of parts.entries()) {
    if (machine === undefined) continue;
    const alertCreationTime = wireTime(tenant.now() - hoursAgo * hourMs);
    const alert = makeAlert(tenant, {
      id: `da63713912715001${2464 + index}_1011995739`,
      machineId: machine.id,
      alertCreationTime,
      relatedUser: { userName: 'j.doe', domainName: 'contoso' },
      evidence: files.slice(index, index + 1).map((file) => evidenceOf(file, alertCreationTime)),
      ...given,
    });
    alertsOf(tenant).put(alert);
  }
}

const evidenceOf = ({ sha1, sha256, name, folder }: SeedFile, evidenceCreationTime: string) => ({
  ...{ entityType: 'File', evidenceCreationTime, sha1, sha256, fileName: name, filePath: folder },
  ...{ processId: null, processCommandLine: null, ipAddress: null, url: null, accountName: null },
  detectionStatus: 'Detected',
});
