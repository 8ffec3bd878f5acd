import type { Random } from '../../tenant/random.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { wireTime } from '../../tenant/time.ts';
import type { Item } from '../seedable.ts';
import { type MachinePart, type MachineRecord, makeMachine } from './record.ts';
import { endingsOf, machinesOf } from './store.ts';

const dayMinutes = 24 * 60;
const silent = { healthStatus: 'Inactive', riskScore: 'None' };
const unmanaged = {
  onboardingStatus: 'CanBeOnboarded',
  healthStatus: 'Unknown',
  aadDeviceId: null,
  riskScore: null,
  exposureLevel: null,
};

/** Machines that every tenant has if it is large enough: each poses a question that a client has to answer correctly. */
const fixedMachines: readonly MachinePart[] = [
  // The healthy machine of the demonstrations; the hunting tables have a suspicious file on it.
  { name: 'ws-001.contoso.example', ip: '10.0.4.17', fields: { riskScore: 'High', exposureLevel: 'Medium' } },
  // One name, twice: only the first is onboarded and Active.
  { name: 'ws-002.contoso.example', ip: '10.0.4.18' },
  { name: 'ws-002.contoso.example', ip: '10.0.4.19', lastSeenMinutes: 20 * dayMinutes, fields: silent },
  // One name, twice, both Active: the name is ambiguous.
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
  { name: 'kiosk-05.contoso.example', os: 'Windows10', ip: '10.0.9.5', fields: unmanaged },
  {
    name: '',
    ip: '10.0.9.77',
    fields: { ...unmanaged, onboardingStatus: 'Unsupported', osPlatform: 'Other', version: null, osBuild: null },
  },
  // An address that went from one machine to another nine days ago.
  { name: 'ws-004.contoso.example', ip: '10.0.4.50', lastSeenMinutes: 10 * dayMinutes, fields: silent },
  { name: 'ws-005.contoso.example', ip: '10.0.4.50', firstSeenDays: 9 },
];

/** Fills a tenant with machines: the fixed ones first, then ordinary ones drawn from the seed. */
export function seedMachines(tenant: Tenant): void {
  const { options, random } = tenant;
  for (let index = 0; index < options.machines; index += 1) {
    machinesOf(tenant).put(makeMachine(fixedMachines[index] ?? extra(index, random), random, tenant.now()));
  }
}

/**
 * A machine from an item of the control path: the present one with the item's fields, or a new one. `actionsEnd` is not a
 * field: it is the status in which the machine's actions end.
 */
export function seededMachine(tenant: Tenant, { actionsEnd, ...fields }: Item): MachineRecord {
  const ip = fields.lastIpAddress ?? null;
  const blank = {
    riskScore: 'None',
    lastSeen: wireTime(tenant.now()),
    lastIpAddress: null,
    ipAddresses: ip === null ? [] : [{ ipAddress: ip }],
  };
  const former = typeof fields.id === 'string' ? machinesOf(tenant).get(fields.id) : undefined;
  const ordinary = former ?? {
    ...makeMachine({ name: '', ip: '', fields: { exposureLevel: 'Medium' } }, tenant.random, tenant.now()),
    ...blank,
  };
  const machine = { ...ordinary, ...fields } as MachineRecord;
  if (typeof actionsEnd === 'string') endingsOf(tenant).set(machine.id, actionsEnd);
  return machine;
}

function extra(index: number, random: Random): MachinePart {
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
  const isSilent = random.next() < 0.1;
  return {
    name: `${prefix}-${1000 + index}.contoso.example`,
    os,
    tags: random.next() < 0.15 ? ['finance'] : [],
    ...(isSilent ? { lastSeenMinutes: random.integer(8, 25) * dayMinutes, fields: silent } : {}),
  };
}
