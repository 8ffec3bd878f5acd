import type { Machine } from '../../../generated/types.ts';
import type { Random } from '../../tenant/random.ts';
import { dayMs, minuteMs, wireTime } from '../../tenant/time.ts';
import { groupId } from './groups.ts';

/** A machine as the tenant holds it: the fields that other code relies on are always there. */
export type MachineRecord = Machine & { id: string; computerDnsName: string; lastSeen: string; firstSeen: string };

/** What distinguishes a machine from an ordinary, healthy Windows 11 workstation. */
export interface MachinePart {
  name: string;
  os?: keyof typeof systems;
  ip?: string;
  tags?: string[];
  /** Days since it was first seen. */
  firstSeenDays?: number;
  /** Minutes since its last full report. */
  lastSeenMinutes?: number;
  fields?: Partial<MachineRecord>;
}

const systems = {
  Windows11: { version: '23H2', osBuild: 22631, group: 'Workstations', external: '203.0.113.10' },
  Windows10: { version: '22H2', osBuild: 19045, group: 'Workstations', external: '203.0.113.10' },
  WindowsServer2022: { version: '21H2', osBuild: 20348, group: 'Servers', external: '198.51.100.20' },
  Linux: { version: '22.4', osBuild: null, group: 'Macs and Linux', external: '198.51.100.20' },
  macOS: { version: '14.5', osBuild: null, group: 'Macs and Linux', external: '203.0.113.11' },
} as const;

/** A new machine. `now` is in milliseconds since 1970. */
export function makeMachine(part: MachinePart, random: Random, now: number): MachineRecord {
  const os = part.os ?? 'Windows11';
  const { version, osBuild, group, external } = systems[os];
  const minutes = part.lastSeenMinutes ?? random.integer(1, 20 * 60);
  const macAddress = random.hex(12).toUpperCase();
  const ip = part.ip ?? `10.${random.integer(16, 250)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  return {
    id: random.hex(40),
    computerDnsName: part.name,
    firstSeen: wireTime(now - (part.firstSeenDays ?? 90 + random.integer(0, 300)) * dayMs),
    lastSeen: wireTime(now - minutes * minuteMs - random.integer(0, 59_999)),
    osPlatform: os,
    version,
    osProcessor: os === 'macOS' ? 'arm64' : 'x64',
    osArchitecture: '64-bit',
    osBuild,
    lastIpAddress: ip,
    lastExternalIpAddress: external,
    healthStatus: 'Active',
    deviceValue: 'Normal',
    rbacGroupId: groupId(group),
    rbacGroupName: group,
    riskScore: random.pick(['None', 'None', 'Informational', 'Low', 'Medium', 'High']),
    exposureLevel: random.pick(['Low', 'Low', 'Medium', 'High']),
    onboardingStatus: 'Onboarded',
    isAadJoined: true,
    aadDeviceId: random.guid(),
    machineTags: part.tags ?? [],
    ipAddresses: [
      { ipAddress: ip, macAddress, type: 'Ethernet', operationalStatus: 'Up' },
      {
        ipAddress: `fe80::${random.hex(4)}:${random.hex(4)}`,
        macAddress,
        type: 'Ethernet',
        operationalStatus: 'Up',
      },
    ],
    ...part.fields,
    ...(part.fields?.aadDeviceId === null ? { isAadJoined: false } : {}),
  };
}
