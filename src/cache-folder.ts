import { lstat } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Returns the user's cache folder by the rules of each system; undefined with `DEFENDER_TOKEN_CACHE=off`, or if the user
 * has no home, as in a container with an unknown user id. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder({
  DEFENDER_TOKEN_CACHE,
  XDG_CACHE_HOME = '',
  LOCALAPPDATA = '',
}: Readonly<Record<string, string | undefined>>): string | undefined {
  if (DEFENDER_TOKEN_CACHE === 'off') return undefined;
  try {
    if (isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'defender-soar');
    if (platform() === 'win32') return join(LOCALAPPDATA || homedir(), 'defender-soar');
    return join(homedir(), platform() === 'darwin' ? 'Library/Caches' : '.cache', 'defender-soar');
  } catch {
    return undefined;
  }
}

/** Whether the folder exists, is not a link, belongs to the user and is closed to all others. */
export async function isPrivate(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats === undefined) return false;
  const owned = process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
  return stats.isDirectory() && owned;
}
