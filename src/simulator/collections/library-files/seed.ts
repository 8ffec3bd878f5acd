import { createHash } from 'node:crypto';
import type { LibraryFile } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, wireTime } from '../../tenant/time.ts';
import type { Item } from '../seedable.ts';
import { libraryOf } from './store.ts';

/** A library file from an item of the control path: an ordinary one except for the fields given. */
export function makeLibraryFile(tenant: Tenant, item: Item): LibraryFile {
  const fileName = String(item.fileName);
  const uploaded = wireTime(tenant.now() - 10 * dayMs);
  return {
    fileName,
    sha256: createHash('sha256').update(fileName).digest('hex'),
    description: '',
    creationTime: uploaded,
    lastUpdatedTime: uploaded,
    createdBy: tenant.analyst,
    hasParameters: false,
    ...item,
  };
}

const uploads: readonly LibraryFile[] = [
  { fileName: 'collect.ps1', description: 'Collects logs', hasParameters: true, parametersDescription: '-Days N' },
  { fileName: 'triage.ps1', description: 'Collects traces', hasParameters: true, parametersDescription: '-Days N' },
  { fileName: 'triage.sh', description: 'Collects traces on Linux and macOS' },
  { fileName: 'minidump.ps1', description: 'Dumps the memory of a process' },
  { fileName: 'tool.exe', description: 'For PutFile' },
];

/** Fills the live response library of a tenant. */
export function seedLibrary(tenant: Tenant): void {
  for (const upload of uploads) libraryOf(tenant).put(makeLibraryFile(tenant, { ...upload }));
}
