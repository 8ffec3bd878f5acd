import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Reads a text file of the checkout. */
export const readText = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** Reads a JSON file of the checkout. */
export const readJson = <T>(path: string): T => JSON.parse(readText(path)) as T;

/** Copies the files of the checkout that git knows or would add, with a link to node_modules; returns their paths. */
export function copyCheckout(folder: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = listed
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(ROOT + file));
  for (const file of files) cpSync(ROOT + file, join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return files;
}
