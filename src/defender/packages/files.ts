import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { SoarError } from '../../errors.ts';
import { isWholeZip } from './zip.ts';

/** A package on disk. */
export interface StoredPackage {
  path: string;
  sizeBytes: number;
  sha256: string;
  /** The file was there already, and the host gave no hash to compare it with. */
  reused?: true;
}

/** A hidden file that a download is written to until it is complete. */
export const temporaryPath = (folder: string, id: string): string => join(folder, `.${id}.${randomUUID()}.part`);

const isTemporary = (name: string): boolean =>
  /^\.[A-Za-z0-9-]+\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/.test(name);

/** How long a temporary file must be untouched before it is removed, in milliseconds: a download never pauses that long. */
const leftBehindMs = 3_600_000;

/** Removes the temporary files of killed downloads from a folder; `now` is in milliseconds since 1970. */
export async function sweepParts(folder: string, now: number): Promise<void> {
  for (const name of (await readdir(folder).catch(() => [])).filter(isTemporary)) {
    const path = join(folder, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isFile() && stats.mtimeMs < now - leftBehindMs) await unlink(path).catch(() => {});
  }
}

/** A fault of the local disk. */
export const diskError = (what: string, path: string, cause: unknown): SoarError =>
  new SoarError('conflict', `${what} ${path} (${(cause as NodeJS.ErrnoException).code ?? cause})`, {
    hint: 'Look at downloadTo: its owner, its permissions and the free space.',
    details: { path },
    cause,
  });

/** Why a folder cannot take packages, undefined if it can, or can be created. Nothing is created yet. */
export async function folderFault(folder: string): Promise<string | undefined> {
  if (!isAbsolute(folder)) return 'must be an absolute path';
  try {
    if (!(await stat(folder)).isDirectory()) return 'is not a folder';
    await access(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder;
    return isMissing ? folderFault(dirname(folder)) : 'cannot be written to';
  }
}

/** Reads and hashes a file; undefined if it is not a zip, or does not have the expected MD5 (base64). */
async function readExisting(path: string, md5: string | undefined): Promise<StoredPackage | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const [sha256, other] = [createHash('sha256'), createHash('md5')];
    let sizeBytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      sha256.update(chunk as Buffer);
      if (md5 !== undefined) other.update(chunk as Buffer);
      sizeBytes += (chunk as Buffer).length;
    }
    const isSame = md5 === undefined || other.digest('base64') === md5;
    if (!isSame || !(await isWholeZip(file, sizeBytes))) return undefined;
    return { path, sizeBytes, sha256: sha256.digest('hex'), ...(md5 === undefined && { reused: true }) };
  } finally {
    await file.close();
  }
}

/**
 * The package if a file of its name is there already, undefined if none is. It must have the expected length and, if the
 * host gave one, MD5 (https://learn.microsoft.com/rest/api/storageservices/get-blob); any other file throws `conflict`.
 */
export async function existingPackage(
  path: string,
  sizeBytes: number,
  md5?: string,
): Promise<StoredPackage | undefined> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw diskError('cannot look at', path, error);
  });
  if (stats === undefined) return undefined;
  const found = stats.isFile() && stats.size === sizeBytes ? await readExisting(path, md5) : undefined;
  if (found !== undefined) return found;
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
      if (other.sha256 === stored.sha256) return stored;
      throw inTheWay(stored.path);
    }
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP')
      throw diskError('cannot name', stored.path, error);
    // Some file systems have no hard links.
    await rename(temporary, stored.path);
    return stored;
  }
}
