import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, isPrivate } from '../cache-folder.ts';
import type { Environment } from '../resource/fields.ts';

/**
 * Lets Node keep compiled code between runs, from Node 22.1 on: a run then does not compile the client again. Kept code is
 * executed, so the folder must be writable by this user alone. It is used only if the folder for tokens exists: a container
 * that starts fresh each time gains nothing. https://nodejs.org/api/module.html#module-compile-cache
 * @param enable Node's `module.enableCompileCache`
 */
export async function keepCompiledCode(env: Environment, enable: (folder: string) => unknown): Promise<void> {
  const folder = cacheFolder(env);
  if (folder === undefined || !(await isPrivate(folder))) return;
  const compiled = join(folder, 'compiled');
  await mkdir(compiled, { mode: 0o700 }).catch(() => {});
  if (await isPrivate(compiled)) enable(compiled);
}
