import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, isPrivate } from '../cache-folder.ts';
import type { Environment } from '../resource/fields.ts';

/**
 * Lets Node keep compiled code between runs, from 22.1 on. Code is run as it was kept, so only in a folder that nobody
 * else can write to; and only once the folder for tokens is there: a container that starts fresh each time has no use for
 * it. https://nodejs.org/api/module.html#module-compile-cache
 * @param enable Node's `module.enableCompileCache`
 */
export async function keepCompiledCode(env: Environment, enable: (folder: string) => unknown): Promise<void> {
  const folder = cacheFolder(env);
  if (folder === undefined || !(await isPrivate(folder))) return;
  const compiled = join(folder, 'compiled');
  await mkdir(compiled, { mode: 0o700 }).catch(() => {});
  if (await isPrivate(compiled)) enable(compiled);
}
