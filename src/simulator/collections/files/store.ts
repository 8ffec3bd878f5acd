import type { File } from '../../../generated/types.ts';
import { storeOf } from '../../tenant/tenant.ts';

/** A file of the seed: its hashes, its profile in Defender, and its name on machines. */
export interface SeedFile {
  name: string;
  folder: string;
  sha1: string;
  sha256: string;
  md5: string;
  size: number;
  profile: File;
}

/** File profiles by each of their hashes. As in Defender, a profile without an MD5 is not found by it. */
class FileStore {
  readonly #byHash = new Map<string, File>();

  get(hash: string): File | undefined {
    return this.#byHash.get(hash.toLowerCase());
  }

  put(file: File): void {
    for (const hash of [file.sha1, file.sha256, file.md5]) {
      if (typeof hash === 'string') this.#byHash.set(hash.toLowerCase(), file);
    }
  }

  clear(): void {
    this.#byHash.clear();
  }
}

/** The file profiles of a tenant. */
export const filesOf = storeOf(() => new FileStore());

/** The files of the seed by name, for what else the seed says of them. */
export const seedFilesOf = storeOf(() => new Map<string, SeedFile>());
