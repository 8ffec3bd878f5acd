import type { File } from '../../../generated/types.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { dayMs, hourMs, wireTime } from '../../tenant/time.ts';
import { filesOf, seedFilesOf } from './store.ts';

interface Part {
  name: string;
  folder: string;
  size: number;
  /** Whether the profile has the MD5. If not, only the hunting tables lead from the MD5 to the SHA-1. */
  md5InProfile: boolean;
  profile: File;
}

const parts: readonly Part[] = [
  {
    name: 'invoice-viewer.exe',
    folder: 'C:\\Users\\j.doe\\Downloads',
    size: 482_304,
    md5InProfile: true,
    profile: {
      globalPrevalence: 12,
      filePublisher: null,
      isValidCertificate: false,
      determinationType: 'Malware',
      determinationValue: 'Trojan:Win32/Contoso.A',
    },
  },
  {
    name: 'updater-helper.dll',
    folder: 'C:\\ProgramData\\Updater',
    size: 91_648,
    md5InProfile: false,
    profile: {
      globalPrevalence: 3,
      filePublisher: null,
      isValidCertificate: false,
      determinationType: 'Unknown',
      determinationValue: null,
    },
  },
  {
    name: 'backup-agent.exe',
    folder: 'C:\\Program Files\\Contoso Backup',
    size: 9_007_199_254,
    md5InProfile: true,
    profile: {
      globalPrevalence: 180_022,
      filePublisher: 'Contoso Ltd',
      fileProductName: 'Contoso Backup',
      signer: 'Contoso Ltd',
      issuer: 'Contoso Issuing CA',
      isValidCertificate: true,
      determinationType: 'Unknown',
      determinationValue: null,
    },
  },
];

/** Fills a tenant with files; the first is the suspicious one that ran on ws-001. */
export function seedFiles(tenant: Tenant): void {
  const { random } = tenant;
  for (const { md5InProfile, ...part } of parts) {
    const hashes = { sha1: random.hex(40), sha256: random.hex(64), md5: random.hex(32) };
    const profile = {
      ...hashes,
      md5: md5InProfile ? hashes.md5 : null,
      globalFirstObserved: wireTime(tenant.now() - 40 * dayMs),
      globalLastObserved: wireTime(tenant.now() - hourMs),
      size: part.size,
      fileType: 'PortableExecutable',
      isPeFile: true,
      ...part.profile,
    };
    filesOf(tenant).put(profile);
    seedFilesOf(tenant).set(part.name, { ...part, ...hashes, profile });
  }
}
