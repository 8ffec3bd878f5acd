import type { Random } from '../../tenant/random.ts';
import type { MachineRecord } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import { DEVICE_GROUPS } from './groups.ts';

/** A machine of the fixed cast: what differs from an ordinary, healthy Windows 11 workstation. */
interface Part {
  name: string;
  os?: keyof typeof SYSTEMS;
  ip?: string;
  tags?: string[];
  /** Days since it was first seen. */
  firstSeenDays?: number;
  /** Minutes since its last full report. */
  lastSeenMinutes?: number;
  fields?: Partial<MachineRecord>;
}

const SYSTEMS = {
  Windows11: { version: '23H2', osBuild: 22631, group: 'Workstations', external: '203.0.113.10' },
  Windows10: { version: '22H2', osBuild: 19045, group: 'Workstations', external: '203.0.113.10' },
  WindowsServer2022: { version: '21H2', osBuild: 20348, group: 'Servers', external: '198.51.100.20' },
  Linux: { version: '22.4', osBuild: null, group: 'Macs and Linux', external: '198.51.100.20' },
  macOS: { version: '14.5', osBuild: null, group: 'Macs and Linux', external: '203.0.113.11' },
} as const;

const DAY_MINUTES = 24 * 60;
const SILENT = { healthStatus: 'Inactive', riskScore: 'None' };
const UNMANAGED = {
  onboardingStatus: 'CanBeOnboarded',
  healthStatus: 'Unknown',
  aadDeviceId: null,
  riskScore: null,
  exposureLevel: null,
};

/** Machines that every tenant large enough has: each is there for a question a client has to get right. */
const CAST: readonly Part[] = [
  // The healthy one that demonstrations work on; the hunting tables hold a suspicious file on it.
  { name: 'ws-001.contoso.example', ip: '10.0.4.17', fields: { riskScore: 'High', exposureLevel: 'Medium' } },
  // One name, twice: only the first is onboarded and Active.
  { name: 'ws-002.contoso.example', ip: '10.0.4.18' },
  { name: 'ws-002.contoso.example', ip: '10.0.4.19', lastSeenMinutes: 20 * DAY_MINUTES, fields: SILENT },
  // One name, twice, both Active: nobody can tell which is meant.
  { name: 'ws-003.contoso.example', ip: '10.0.4.20' },
  { name: 'ws-003.contoso.example', ip: '10.0.4.21' },
  // One name is the beginning of the other.
  { name: 'ws-1.contoso.example', os: 'Windows10', ip: '10.0.4.22' },
  { name: 'ws-10.contoso.example', os: 'Windows10', ip: '10.0.4.23', tags: ['finance', "o'brien"] },
  {
    name: 'srv-db-01.contoso.example',
    os: 'WindowsServer2022',
    ip: '10.0.8.10',
    tags: ['tier0', 'production'],
    fields: { deviceValue: 'High', aadDeviceId: null },
  },
  {
    name: 'lnx-web-01.contoso.example',
    os: 'Linux',
    ip: '10.0.8.20',
    tags: ['production'],
    fields: { aadDeviceId: null },
  },
  { name: 'mac-014.contoso.example', os: 'macOS', ip: '10.0.6.14' },
  // Seen on the network, without a sensor.
  { name: 'kiosk-05.contoso.example', os: 'Windows10', ip: '10.0.9.5', fields: UNMANAGED },
  {
    name: '',
    ip: '10.0.9.77',
    fields: { ...UNMANAGED, onboardingStatus: 'Unsupported', osPlatform: 'Other', version: null, osBuild: null },
  },
  // An address that went from one machine to another nine days ago.
  { name: 'ws-004.contoso.example', ip: '10.0.4.50', lastSeenMinutes: 10 * DAY_MINUTES, fields: SILENT },
  { name: 'ws-005.contoso.example', ip: '10.0.4.50', firstSeenDays: 9 },
];

/** Makes machines: the cast first, then ordinary ones as the seed has it. `now` is in milliseconds since 1970. */
export function makeMachines(count: number, random: Random, now: number): MachineRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const part = CAST[index] ?? extra(index, random);
    return makeMachine(part, random, now);
  });
}

function makeMachine(part: Part, random: Random, now: number): MachineRecord {
  const os = part.os ?? 'Windows11';
  const { version, osBuild, group, external } = SYSTEMS[os];
  const minutes = part.lastSeenMinutes ?? random.integer(1, 20 * 60);
  const macAddress = random.hex(12).toUpperCase();
  const ip = part.ip ?? `10.${random.integer(16, 250)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;
  return {
    id: random.hex(40),
    computerDnsName: part.name,
    firstSeen: wireTime(now - (part.firstSeenDays ?? 90 + random.integer(0, 300)) * DAY_MINUTES * 60_000),
    lastSeen: wireTime(now - minutes * 60_000 - random.integer(0, 59_999)),
    osPlatform: os,
    version,
    osProcessor: os === 'macOS' ? 'arm64' : 'x64',
    osArchitecture: '64-bit',
    osBuild,
    lastIpAddress: ip,
    lastExternalIpAddress: external,
    healthStatus: 'Active',
    deviceValue: 'Normal',
    rbacGroupId: DEVICE_GROUPS.get(group) ?? 0,
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

function extra(index: number, random: Random): Part {
  const os = random.pick([
    'Windows11',
    'Windows11',
    'Windows11',
    'Windows10',
    'WindowsServer2022',
    'Linux',
    'macOS',
  ] as const);
  const prefix = { Windows11: 'ws', Windows10: 'ws', WindowsServer2022: 'srv', Linux: 'lnx', macOS: 'mac' }[os];
  const silent = random.next() < 0.1;
  return {
    name: `${prefix}-${1000 + index}.contoso.example`,
    os,
    tags: random.next() < 0.15 ? ['finance'] : [],
    ...(silent ? { lastSeenMinutes: random.integer(8, 25) * DAY_MINUTES, fields: SILENT } : {}),
  };
}
