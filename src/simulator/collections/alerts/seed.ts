import type { MachineRecord, Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import type { SeedFile } from '../files/seed.ts';
import { type AlertRecord, makeAlert } from './record.ts';

const HOUR_MS = 3_600_000;

/** Alerts of the last days: a fresh one about the suspicious file, and the two that started the past investigations. */
export function makeAlerts(
  tenant: Tenant,
  machines: readonly MachineRecord[],
  files: readonly SeedFile[],
): AlertRecord[] {
  const now = tenant.now();
  const parts = [
    { hoursAgo: 0.4, machine: machines[0], severity: 'High', category: 'Execution', title: 'Suspicious file was run' },
    { hoursAgo: 20.1, machine: machines[0], investigationId: 62_990, title: 'Unusual process tree' },
    { hoursAgo: 50.1, machine: machines[1], investigationId: 62_991, severity: 'Low', title: 'Unusual sign-in' },
  ];
  return parts.flatMap(({ hoursAgo, machine, ...given }, index) => {
    if (machine === undefined) return [];
    const alertCreationTime = wireTime(now - hoursAgo * HOUR_MS);
    return makeAlert(tenant, {
      id: `da63713912715001${2464 + index}_1011995739`,
      machineId: machine.id,
      alertCreationTime,
      relatedUser: { userName: 'j.doe', domainName: 'contoso' },
      evidence: files.slice(index, index + 1).map((file) => evidenceOf(file, alertCreationTime)),
      ...given,
    });
  });
}

const evidenceOf = ({ sha1, sha256, name, folder }: SeedFile, evidenceCreationTime: string) => ({
  ...{ entityType: 'File', evidenceCreationTime, sha1, sha256, fileName: name, filePath: folder },
  ...{ processId: null, processCommandLine: null, ipAddress: null, url: null, accountName: null },
  detectionStatus: 'Detected',
});
