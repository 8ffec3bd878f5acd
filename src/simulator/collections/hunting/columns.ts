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

const DEVICE = 'Timestamp:datetime DeviceId DeviceName';
const FILE = 'FileName FolderPath SHA1 SHA256 MD5 FileSize:long';
const INITIATING = `InitiatingProcessAccountDomain InitiatingProcessAccountName InitiatingProcessSHA1
  InitiatingProcessSHA256 InitiatingProcessMD5 InitiatingProcessFileName InitiatingProcessFolderPath
  InitiatingProcessId:long InitiatingProcessCommandLine InitiatingProcessUniqueId:long`;
const TAIL = 'ReportId:long';

/**
 * Columns of the simulated hunting tables: a selection of the documented ones. `…UniqueId` holds integers beyond 2^53.
 *
 * https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables
 */
export const SCHEMAS: ReadonlyMap<string, readonly Column[]> = new Map([
  [
    'DeviceInfo',
    columns(`${DEVICE} ClientVersion PublicIP OSArchitecture OSPlatform OSBuild:long IsAzureADJoined:bool AadDeviceId
      LoggedOnUsers RegistryDeviceTag OSVersion MachineGroup OnboardingStatus ExposureLevel ${TAIL}`),
  ],
  ['DeviceNetworkInfo', columns(`${DEVICE} NetworkAdapterName MacAddress NetworkAdapterStatus IPAddresses ${TAIL}`)],
  [
    'DeviceProcessEvents',
    columns(`${DEVICE} ActionType ${FILE} ProcessId:long ProcessCommandLine ProcessCreationTime:datetime
      ProcessUniqueId:long IsProcessRemoteSession:bool AccountDomain AccountName AccountSid ${INITIATING} ${TAIL}`),
  ],
  ['DeviceFileEvents', columns(`${DEVICE} ActionType ${FILE} FileOriginUrl FileOriginIP ${INITIATING} ${TAIL}`)],
  ['DeviceImageLoadEvents', columns(`${DEVICE} ActionType ${FILE} ${INITIATING} ${TAIL}`)],
  [
    'DeviceNetworkEvents',
    columns(`${DEVICE} ActionType RemoteIP RemotePort:long RemoteUrl LocalIP LocalPort:long Protocol RemoteIPType
      ${INITIATING} ${TAIL}`),
  ],
  [
    'DeviceLogonEvents',
    columns(`${DEVICE} ActionType LogonType AccountDomain AccountName AccountSid IsLocalAdmin:bool LogonId:long RemoteIP
      ${INITIATING} ${TAIL}`),
  ],
  [
    'DeviceRegistryEvents',
    columns(`${DEVICE} ActionType RegistryKey RegistryValueName RegistryValueData ${INITIATING} ${TAIL}`),
  ],
  ['DeviceEvents', columns(`${DEVICE} ActionType ${FILE} RemoteIP AdditionalFields ${INITIATING} ${TAIL}`)],
]);
