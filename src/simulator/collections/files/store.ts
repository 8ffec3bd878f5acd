import type { File } from '../../../generated/types.ts';

/** File profiles by each hash they are known by. A profile without an MD5 is not found by it, as happens in life. */
export class Files {
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
