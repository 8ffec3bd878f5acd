import { link, open, rename, unlink } from 'node:fs/promises';

/** Writes a new file that only its owner can read, and waits until it is on the disk. Throws the error of the system. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Codes of file systems that have no links. */
const withoutLinks: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Gives a file its name once it is whole. Unlike a rename, a link never replaces what is there.
 *
 * @param mayReplace whether a file of that name is replaced; otherwise it is the error `EEXIST`
 */
export async function giveName(temporary: string, path: string, mayReplace: boolean): Promise<void> {
  try {
    if (mayReplace) return await rename(temporary, path);
    await link(temporary, path);
  } catch (error) {
    if (!withoutLinks.includes((error as NodeJS.ErrnoException).code)) throw error;
    return rename(temporary, path);
  }
  await unlink(temporary);
}
