import type { LibraryFile } from '../../../generated/types.ts';
import { storeOf } from '../../tenant/tenant.ts';

/** Library files by name, which matches in any letter case. */
class LibraryStore {
  readonly #byName = new Map<string, LibraryFile>();

  has(fileName: string): boolean {
    return this.#byName.has(fileName.toLowerCase());
  }

  put(file: LibraryFile): void {
    this.#byName.set(file.fileName.toLowerCase(), file);
  }

  clear(): void {
    this.#byName.clear();
  }
}

/** The live response library of a tenant. */
export const libraryOf = storeOf(() => new LibraryStore());
