import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { CollectInvestigationPackageResult, MachineAction } from '../../generated/types.ts';
import type { Play } from './player.ts';
import { StepFailure } from './step-failure.ts';

/** What every write of the incident says about itself. */
const correlationId = 'INC-4711';

/** Seconds that a step waits at most for a machine action to end. */
const waitSeconds = 30;

const detections = `DeviceEvents
| where Timestamp > ago(1d) and ActionType == "AntivirusDetection"
| top 1 by Timestamp
| project Timestamp, DeviceId, DeviceName, FileName, SHA256`;

function check(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new StepFailure(`unexpected outcome: ${otherwise}`);
}

/** A machine action that this incident started, on the machine that was meant. */
function started(action: MachineAction & { alreadyActive?: boolean }, machineId: string): string {
  check(action.machineId === machineId, `the action is about machine ${action.machineId}`);
  check(action.alreadyActive === false, 'another action was under way');
  check(action.id, 'the action has no id');
  return `${action.status}`;
}

function succeeded(action: MachineAction & { alreadyActive?: boolean }, machineId: string): string {
  const status = started(action, machineId);
  check(status === 'Succeeded', `the action is ${status}`);
  return status;
}

/** The package is what the result says only if the file on disk is. */
async function stored({ status, package: file }: CollectInvestigationPackageResult): Promise<string> {
  check(status === 'Succeeded', `the collection ended ${status}`);
  check(file?.path, 'the result names no file');
  const content = await readFile(file.path);
  const sha256 = createHash('sha256').update(content).digest('hex');
  check(content.length === file.sizeBytes && sha256 === file.sha256, `${file.path} is not what the result says`);
  return `${status}, ${file.sizeBytes} bytes on disk, SHA-256 verified`;
}

/** How the incident ended. */
export interface Ending {
  /** The investigation package on disk. */
  packagePath: string;
}

/** Plays an incident from the saved settings to the release, each step with what earlier ones found. */
export async function playIncident(play: Play, downloadTo: string): Promise<Ending> {
  await play('test-connection', {
    purpose: 'Are the saved settings right?',
    params: {},
    outcome({ ok, permissions }) {
      check(ok && permissions.missing.length === 0, 'permissions are missing');
      return `signed in, ${permissions.granted.length} permissions granted, none missing`;
    },
  });

  const { value: suspects } = await play('list-machines', {
    purpose: 'Which machines are at high risk and on line?',
    params: { riskScore: 'High', healthStatus: 'Active', seenSince: 'P1D' },
    outcome({ count }) {
      check(count > 0, 'no machine is at high risk');
      return `${count} machines`;
    },
  });

  const { results } = await play('run-advanced-hunting-query', {
    purpose: 'On which of them did antivirus find something, and in which file?',
    params: { query: detections },
    outcome({ results: [row] }) {
      const isSuspect = suspects.some(({ id }) => id === row?.DeviceId);
      check(isSuspect && typeof row?.SHA256 === 'string', 'no detection on one of these machines');
      return `${row.FileName} on ${row.DeviceName}`;
    },
  });
  const { DeviceId, FileName, SHA256 } = results[0] ?? {};
  const [machineId, fileName, sha256] = [String(DeviceId), String(FileName), String(SHA256)];

  const isolation = await play('isolate-machine', {
    purpose: 'Cut the machine off before it spreads, and wait until that is done.',
    params: { machineId, comment: `${fileName} detected`, correlationId, waitSeconds },
    outcome: (action) => succeeded(action, machineId),
  });

  const scan = await play('run-antivirus-scan', {
    purpose: 'Have it scanned meanwhile.',
    params: { machineId, comment: `Look for more than ${fileName}`, correlationId, scanType: 'Quick' },
    outcome: (action) => `accepted, ${started(action, machineId)}`,
  });

  const quarantine = await play('stop-and-quarantine-file', {
    purpose: 'Stop the file and put it away. Defender wants a SHA-1: the SHA-256 is looked up first.',
    params: { machineId, fileHash: sha256, comment: `${fileName} is malware`, correlationId },
    outcome: (action) => `accepted, ${started(action, machineId)}`,
  });

  const { id: indicatorId = '' } = await play('submit-indicator', {
    purpose: 'Block the file on every machine for thirty days.',
    params: {
      indicatorValue: sha256,
      action: 'BlockAndRemediate',
      title: `${fileName} of ${correlationId}`,
      description: 'Found by antivirus, contained by a playbook',
      severity: 'High',
      expirationTime: 'P30D',
      generateAlert: true,
    },
    outcome({ id, indicatorType, indicatorValue }) {
      check(id && indicatorValue === sha256, 'the indicator is about something else');
      return `indicator ${id}, ${indicatorType}`;
    },
  });

  await play('start-automated-investigation', {
    purpose: 'Let Defender look for the rest by itself.',
    params: { machineId, comment: `What did ${fileName} do?`, correlationId },
    outcome({ id, state, alreadyActive }) {
      check(id && alreadyActive === false, 'no investigation was started');
      return `investigation ${id}, ${state}`;
    },
  });

  const collection = await play('collect-investigation-package', {
    purpose: 'Collect the evidence: the same call again and again, until the package is on disk.',
    params: { machineId, comment: 'Evidence', correlationId, downloadTo },
    outcome: stored,
  });

  const ours = [isolation, scan, quarantine, collection].map(({ id }) => id);
  await play('list-machine-actions', {
    purpose: 'What has been done on this machine?',
    params: { machineId, createdSince: 'PT1H' },
    outcome({ value }) {
      const listed = value.map(({ id }) => id);
      check(
        ours.every((id) => listed.includes(id)),
        'an action of this incident is not listed',
      );
      return `${value.length} machine actions, all ${ours.length} of this incident among them`;
    },
  });

  await play('release-machine-from-isolation', {
    purpose: 'The machine is clean: let it back on the network.',
    params: { machineId, comment: 'Cleaned', correlationId, waitSeconds },
    outcome: (action) => succeeded(action, machineId),
  });

  await play('delete-indicator', {
    purpose: 'This was a rehearsal: take the indicator back.',
    params: { indicatorId },
    outcome({ indicatorId: deletedId, deleted }) {
      check(deleted && deletedId === indicatorId, 'the indicator is still there');
      return `indicator ${indicatorId} deleted`;
    },
  });

  return { packagePath: collection.package?.path ?? '' };
}
