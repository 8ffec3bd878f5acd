import type { Row, Value } from '../../kql/values.ts';
import { type Random, seededRandom } from '../../tenant/random.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, hourMs, minuteMs, wireTime } from '../../tenant/time.ts';
import { type SeedFile, seedFilesOf } from '../files/store.ts';
import type { MachineRecord } from '../machines/record.ts';
import { machinesOf } from '../machines/store.ts';
import { tableColumns } from './columns.ts';
import { huntingOf } from './store.ts';

/** What the tables' rows are made from. */
interface HuntingSource {
  machines: readonly MachineRecord[];
  files: readonly SeedFile[];
  /** Milliseconds since 1970. */
  now: number;
  /** Seed of what is made up. */
  seed: number;
}

/** Most machines with made-up events; all others have only their row in DeviceInfo. */
const mostMachinesWithEvents = 20_000;
/** The machine of the demonstrations. */
const demoMachine = 'ws-001.contoso.example';

/** Values of an event by column name; all other columns are missing. */
type Fields = Record<string, Value>;

interface EventSource {
  machine: MachineRecord;
  files: readonly SeedFile[];
  random: Random;
  /** A moment of the last six days, in the wire form. */
  when: () => string;
}

const events: Record<string, (source: EventSource) => Fields[]> = {
  DeviceInfo: ({ machine, random }) => [
    {
      Timestamp: machine.lastSeen,
      ClientVersion: '10.8760.22621.1',
      PublicIP: machine.lastExternalIpAddress ?? null,
      OSArchitecture: machine.osArchitecture ?? null,
      OSPlatform: machine.osPlatform ?? null,
      OSBuild: machine.osBuild === null || machine.osBuild === undefined ? null : BigInt(machine.osBuild),
      OSVersion: machine.version ?? null,
      IsAzureADJoined: machine.isAadJoined ?? null,
      AadDeviceId: machine.aadDeviceId ?? null,
      LoggedOnUsers: `[{"UserName":"user${random.integer(1, 99)}","DomainName":"contoso"}]`,
      RegistryDeviceTag: machine.machineTags?.[0] ?? null,
      MachineGroup: machine.rbacGroupName ?? null,
      OnboardingStatus: machine.onboardingStatus ?? null,
      ExposureLevel: machine.exposureLevel ?? null,
    },
  ],
  DeviceNetworkInfo: ({ machine, when }) => [
    {
      Timestamp: when(),
      NetworkAdapterName: '{4d36e972-e325-11ce-bfc1-08002be10318}',
      MacAddress: machine.ipAddresses?.[0]?.macAddress ?? null,
      NetworkAdapterStatus: 'Up',
      IPAddresses: JSON.stringify([{ IPAddress: machine.lastIpAddress, SubnetPrefix: 24 }]),
    },
  ],
  DeviceProcessEvents: (source) => [
    process(source, 'svchost.exe', 'C:\\Windows\\System32', 'svchost.exe -k netsvcs -p'),
    process(
      source,
      'powershell.exe',
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
      'powershell.exe -NoProfile -File inventory.ps1',
    ),
    ...suspects(source, 0).map((file) => ({
      ...process(source, file.name, file.folder, `"${file.folder}\\${file.name}" /quiet`),
      ...hashes(file),
    })),
  ],
  DeviceFileEvents: (source) => [
    {
      ActionType: 'FileModified',
      FileName: 'report.docx',
      FolderPath: 'C:\\Users\\j.doe\\Documents',
      FileSize: BigInt(source.random.integer(10_000, 900_000)),
    },
    ...suspects(source, 0).map((file) => ({
      ActionType: 'FileCreated',
      ...hashes(file),
      FileOriginUrl: 'https://phish.example/login',
    })),
    ...suspects(source, 1).map((file) => ({ ActionType: 'FileCreated', ...hashes(file) })),
    ...source.files.slice(2, 3).map((file) => ({ ActionType: 'FileCreated', ...hashes(file) })),
  ],
  DeviceImageLoadEvents: (source) =>
    suspects(source, 1).map((file) => ({ ActionType: 'ImageLoaded', ...hashes(file) })),
  DeviceNetworkEvents: (source) => [
    connection(source, `198.51.100.${source.random.integer(1, 254)}`, 'update.contoso.example'),
    ...suspects(source, 0).map(() => connection(source, '203.0.113.66', 'malware.example')),
  ],
  DeviceLogonEvents: ({ random }) => [
    {
      ActionType: 'LogonSuccess',
      LogonType: 'Interactive',
      AccountDomain: 'contoso',
      AccountName: `user${random.integer(1, 99)}`,
      IsLocalAdmin: random.next() < 0.2,
      LogonId: BigInt(random.integer(100_000, 999_999)),
    },
  ],
  DeviceRegistryEvents: (source) =>
    suspects(source, 0).map((file) => ({
      ActionType: 'RegistryValueSet',
      RegistryKey: 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
      RegistryValueName: 'Viewer',
      RegistryValueData: `${file.folder}\\${file.name}`,
    })),
  DeviceEvents: (source) =>
    suspects(source, 0).map((file) => ({
      ActionType: 'AntivirusDetection',
      ...hashes(file),
      AdditionalFields: '{"ThreatName":"Trojan:Win32/Contoso.A"}',
    })),
};

/** Sets how the tables' rows are made: from the machines and files that the tenant has now. */
export function seedHunting(tenant: Tenant): void {
  const machines = [...machinesOf(tenant).values()];
  const files = [...seedFilesOf(tenant).values()];
  const source = { machines, files, now: tenant.now(), seed: tenant.random.integer(0, 2 ** 31) };
  huntingOf(tenant).derive((table) => makeRows(table, source));
}

/** The rows of one table, newest first. The same source gives the same rows. */
function makeRows(table: string, { machines, files, now, seed }: HuntingSource): Row[] {
  const columns = tableColumns.get(table) ?? [];
  const eventsOf = events[table];
  if (eventsOf === undefined) return [];
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  const random = seededRandom([...table].reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), seed));
  const isEvents = places.has('InitiatingProcessId');
  const rows = machines.slice(0, isEvents ? mostMachinesWithEvents : machines.length).flatMap((machine) => {
    // The machine of the demonstrations has new events, so that a query over the last hour finds them.
    const span = machine.computerDnsName === demoMachine ? hourMs / 2 : 6 * dayMs;
    const when = (): string => wireTime(now - random.integer(minuteMs, span));
    return eventsOf({ machine, files, random, when }).map((event): Row => {
      const device = { Timestamp: when(), DeviceId: machine.id, DeviceName: machine.computerDnsName };
      const parts = [
        device,
        { ReportId: BigInt(random.integer(1, 999_999)) },
        isEvents ? initiator(files, random) : {},
      ];
      const row = new Array<Value>(columns.length).fill(null);
      for (const part of [...parts, event]) {
        for (const [name, value] of Object.entries(part)) {
          const place = places.get(name);
          if (place !== undefined) row[place] = value;
        }
      }
      return row;
    });
  });
  return rows.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? 1 : -1));
}

/** The file at an index on the machine of the demonstrations; no file on other machines. */
const suspects = ({ machine, files }: EventSource, index: number): readonly SeedFile[] =>
  machine.computerDnsName === demoMachine ? files.slice(index, index + 1) : [];

function hashes(file: SeedFile): Fields {
  return {
    FileName: file.name,
    FolderPath: `${file.folder}\\${file.name}`,
    SHA1: file.sha1,
    SHA256: file.sha256,
    MD5: file.md5,
    FileSize: BigInt(file.size),
  };
}

function process({ random, when }: EventSource, name: string, folder: string, commandLine: string): Fields {
  return {
    ActionType: 'ProcessCreated',
    FileName: name,
    FolderPath: `${folder}\\${name}`,
    ProcessId: BigInt(random.integer(1000, 65_000)),
    ProcessCommandLine: commandLine,
    ProcessCreationTime: when(),
    ProcessUniqueId: uniqueId(random),
    IsProcessRemoteSession: random.next() < 0.1,
    AccountDomain: 'contoso',
    AccountName: 'j.doe',
    AccountSid: 'S-1-5-21-1004336348-1177238915-682003330-1104',
  };
}

function connection({ machine, random }: EventSource, address: string, host: string): Fields {
  return {
    ActionType: 'ConnectionSuccess',
    RemoteIP: address,
    RemotePort: 443n,
    RemoteUrl: host,
    LocalIP: machine.lastIpAddress ?? null,
    LocalPort: BigInt(random.integer(49_152, 65_535)),
    Protocol: 'Tcp',
    RemoteIPType: 'Public',
  };
}

function initiator(files: readonly SeedFile[], random: Random): Fields {
  return {
    InitiatingProcessAccountDomain: 'contoso',
    InitiatingProcessAccountName: 'j.doe',
    InitiatingProcessFileName: 'explorer.exe',
    InitiatingProcessFolderPath: 'C:\\Windows\\explorer.exe',
    InitiatingProcessSHA1: files[2]?.sha1 ?? null,
    InitiatingProcessSHA256: files[2]?.sha256 ?? null,
    InitiatingProcessMD5: files[2]?.md5 ?? null,
    InitiatingProcessId: BigInt(random.integer(1000, 65_000)),
    InitiatingProcessCommandLine: 'Explorer.EXE',
    InitiatingProcessUniqueId: uniqueId(random),
  };
}

/** Always beyond 2^53 and odd, so that reading it as a double changes it. */
const uniqueId = (random: Random): bigint =>
  (1n << 53n) + (BigInt(random.integer(1, 2 ** 31)) << 20n) + BigInt(random.integer(0, 2 ** 18)) * 2n + 1n;
