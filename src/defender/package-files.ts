import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';
import { SoarError } from '../errors.ts';

/** A package on disk. */
export interface StoredPackage {
  path: string;
  sizeBytes: number;
  sha256: string;
}

/** A fault of the local disk. */
export const diskError = (what: string, path: string, cause: unknown): SoarError =>
  new SoarError('conflict', `${what} ${path} (${(cause as NodeJS.ErrnoException).code ?? cause})`, {
    hint: 'Look at downloadTo: its owner, its permissions and the free space.',
    details: { path },
    cause,
  });

/** Why a folder cannot take packages, undefined where it can, or can be made. Nothing is made yet. */
export async function folderFault(folder: string): Promise<string | undefined> {
  if (!isAbsolute(folder)) return 'must be an absolute path';
  try {
    if (!(await stat(folder)).isDirectory()) return 'is no folder';
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder;
    return isMissing ? folderFault(dirname(folder)) : 'cannot be written to';
  }
}

async function hashOf(path: string): Promise<StoredPackage> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      hash.update(chunk as Buffer);
      sizeBytes += (chunk as Buffer).length;
    }
    return { path, sizeBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/**
 * The file that bears a name already, undefined where there is none. One of the expected length is taken for the
 * package and hashed; any other throws `conflict`.
 */
export async function existingPackage(path: string, sizeBytes: number): Promise<StoredPackage | undefined> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw diskError('cannot look at', path, error);
  });
  if (stats === undefined) return undefined;
  if (stats.isFile() && stats.size === sizeBytes) return hashOf(path);
  throw inTheWay(path);
}

const inTheWay = (path: string): SoarError =>
  new SoarError('conflict', `${path} exists and is another file than the package`, {
    hint: 'Move it away, or give another folder in downloadTo.',
    details: { path },
  });

/** Gives a complete file its final name, unless a different one took it meanwhile. */
export async function publish(temporary: string, stored: StoredPackage): Promise<StoredPackage> {
  try {
    // Unlike a rename, a link never replaces what is there.
    await link(temporary, stored.path);
    await unlink(temporary);
    return stored;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const other = await existingPackage(stored.path, stored.sizeBytes);
    if (other !== undefined) {
      if (other.sha256 === stored.sha256) return other;
      throw inTheWay(stored.path);
    }
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP')
      throw diskError('cannot name', stored.path, error);
    // Some file systems have no hard links.
    await rename(temporary, stored.path);
    return stored;
  }
}
