import type { Column, Type } from '../../kql/values.ts';

/** `Name:type` pairs, in the table's order. */
function columns(text: string): Column[] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [name = '', type = 'string'] = pair.split(':');
      return { name, type: type as Type };
    });
}

const device = 'Timestamp:datetime DeviceId DeviceName';
const file = 'FileName FolderPath SHA1 SHA256 MD5 FileSize:long';
const initiating = `InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessSHA1
  InitiatingProcessSHA256 InitiatingProcessMD5 InitiatingProcessFileName InitiatingProcessFolderPath
  InitiatingProcessId:long InitiatingProcessCommandLine InitiatingProcessUniqueId:long`;
const tail = 'ReportId:long';

/**
 * Columns of the simulated hunting tables: a selection of the documented ones. `…UniqueId` holds integers beyond 2^53.
 *
 * https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables
 */
export const tableColumns: ReadonlyMap<string, readonly Column[]> = new Map([
  [
    'DeviceInfo',
    columns(`${device} ClientVersion PublicIP OSArchitecture OSPlatform OSBuild:long IsAzureADJoined:bool AadDeviceId
      LoggedOnUsers RegistryDeviceTag OSVersion MachineGroup OnboardingStatus ExposureLevel ${tail}`),
  ],
  ['DeviceNetworkInfo', columns(`${device} NetworkAdapterName MacAddress NetworkAdapterStatus IPAddresses ${tail}`)],
  [
    'DeviceProcessEvents',
    columns(`${device} ActionType ${file} ProcessId:long ProcessCommandLine ProcessCreationTime:datetime
      ProcessUniqueId:long IsProcessRemoteSession:bool AccountDomain AccountName AccountSid ${initiating} ${tail}`),
  ],
  ['DeviceFileEvents', columns(`${device} ActionType ${file} FileOriginUrl FileOriginIP ${initiating} ${tail}`)],
  ['DeviceImageLoadEvents', columns(`${device} ActionType ${file} ${initiating} ${tail}`)],
  [
    'DeviceNetworkEvents',
    columns(`${device} ActionType RemoteIP RemotePort:long RemoteUrl LocalIP LocalPort:long Protocol RemoteIPType
      ${initiating} ${tail}`),
  ],
  [
    'DeviceLogonEvents',
    columns(`${device} ActionType LogonType AccountDomain AccountName AccountSid IsLocalAdmin:bool LogonId:long RemoteIP
      ${initiating} ${tail}`),
  ],
  [
    'DeviceRegistryEvents',
    columns(`${device} ActionType RegistryKey RegistryValueName RegistryValueData ${initiating} ${tail}`),
  ],
  ['DeviceEvents', columns(`${device} ActionType ${file} RemoteIP AdditionalFields ${initiating} ${tail}`)],
]);
