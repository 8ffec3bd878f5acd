import { strToU8, type Zippable, zipSync } from 'fflate';
import type { MachineAction } from '../../../generated/types.ts';
import { type Content, makeContent } from '../../storage/content.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { type ActionRecord, viewAction } from '../machine-actions/record.ts';
import { machineActionsOf } from '../machine-actions/store.ts';

/** The zip format's oldest date, so that the same action always gives the same bytes in any time zone. */
const zipTime = new Date(1980, 0, 2);

/** Packages by machine action, with the size that was asked for: a large one takes long to make. */
const made = new WeakMap<ActionRecord, { padding: number; zip: Content }>();

/** The package of a name, `<machine action>.zip`; undefined if it has not been collected. */
export function packageOf(tenant: Tenant, name: string): Content | undefined {
  const [, actionId = ''] = /^([0-9a-f-]{36})\.zip$/i.exec(name) ?? [];
  const record = machineActionsOf(tenant).get(actionId);
  if (record === undefined) return undefined;
  const view = viewAction(record, tenant);
  if (view.status !== 'Succeeded') return undefined;
  const padding = tenant.settings.packageBytes;
  const known = made.get(record);
  if (known?.padding === padding) return known.zip;
  const zip = makeContent('application/zip', `${view.id}.zip`, zipOf(view, padding));
  made.set(record, { padding, zip });
  return zip;
}

/** A small package: text files that name the machine and the action, and a file of `padding` bytes. */
function zipOf(action: MachineAction, padding: number): Buffer {
  const name = String(action.computerDnsName);
  const files = {
    'Forensics Collection Summary.txt': `Machine: ${name}\r\nMachine id: ${action.machineId}\r\nMachine action: ${action.id}\r\n`,
    'Autoruns/autoruns.csv': 'Location,Entry,Image\r\nHKLM\\Run,SecurityHealth,SecurityHealthSystray.exe\r\n',
    'Network Connections/ActiveNetConnections.txt':
      '  Proto  Local Address      Foreign Address    State\r\n  TCP    10.0.4.17:49812    203.0.113.66:443   ESTABLISHED\r\n',
    'Processes/processes.csv': 'ProcessId,Name,CommandLine\r\n4711,invoice-viewer.exe,"invoice-viewer.exe /quiet"\r\n',
    'System Information/SystemInformation.txt': `Host Name: ${name.split('.')[0]}\r\n`,
  };
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const);
  const dump: Zippable = padding === 0 ? {} : { 'Memory/padding.bin': [new Uint8Array(padding), { level: 0 }] };
  const zip = zipSync({ ...Object.fromEntries(entries), ...dump }, { level: 6, mtime: zipTime });
  return Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
}
