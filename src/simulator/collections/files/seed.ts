import type { File } from '../../../generated/types.ts';
import type { Random } from '../../tenant/random.ts';
import { wireTime } from '../../tenant/time.ts';

/** A file of the tenant: its hashes, the profile Defender keeps of it, and the name it goes by on machines. */
export interface SeedFile {
  name: string;
  folder: string;
  sha1: string;
  sha256: string;
  md5: string;
  size: number;
  profile: File;
}

interface Part {
  name: string;
  folder: string;
  size: number;
  /** Whether the profile knows the MD5. Where it does not, only the hunting tables lead from it to the SHA-1. */
  md5InProfile: boolean;
  profile: File;
}

const PARTS: readonly Part[] = [
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

/** The tenant's files, first the suspicious one that ws-001 ran. `now` is in milliseconds since 1970. */
export function makeFiles(random: Random, now: number): SeedFile[] {
  return PARTS.map(({ name, folder, size, md5InProfile, profile }) => {
    const hashes = { sha1: random.hex(40), sha256: random.hex(64), md5: random.hex(32) };
    return {
      name,
      folder,
      size,
      ...hashes,
      profile: {
        ...hashes,
        md5: md5InProfile ? hashes.md5 : null,
        globalFirstObserved: wireTime(now - 40 * 86_400_000),
        globalLastObserved: wireTime(now - 3_600_000),
        size,
        fileType: 'PortableExecutable',
        isPeFile: true,
        ...profile,
      },
    };
  });
}
