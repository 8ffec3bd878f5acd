import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exportOif } from '../export/oif/oif.ts';
import { manifest } from '../generated/manifest.ts';
import { optionError } from '../runner/options.ts';
import { print } from './print.ts';

/** Names of columns; in a path quotes end a name, and a backslash means nothing. */
function readColumns(lists: readonly string[] = []): string[] {
  const names = lists.flatMap((list) => list.split(',')).map((name) => name.trim());
  const bad = names.find((name) => name === '' || /["\\\p{Cc}]/u.test(name));
  if (bad === undefined) return names;
  throw optionError('--hunting-columns', `${JSON.stringify(bad)} is not the name of a column`);
}

async function write(folder: string, files: Record<string, string>): Promise<void> {
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    throw optionError('--out', `${path ?? folder} cannot be written (${code})`);
  }
}

/** Options of `export`. */
export interface ExportOptions {
  out?: string;
  huntingColumns?: string[];
}

/**
 * Writes the files of a platform into a folder. Needs no network. Prints the folder and the files as one JSON line.
 *
 * @returns exit status; throws `invalid_params` for an unknown platform, a bad option or a folder that cannot be written
 */
export async function exportFiles(
  platform: string,
  { out, huntingColumns }: ExportOptions,
  version: string,
): Promise<number> {
  if (platform !== 'oif') throw optionError('PLATFORM', `there is no platform ${platform}: oif is the one`);
  if (!out) throw optionError('--out', '--out DIR is missing');
  const columns = readColumns(huntingColumns);
  const { descriptions, icon } = await import('computed:catalogue');
  const files = exportOif({ version, manifest, descriptions, icon }, columns);
  await write(out, files);
  return print(`${JSON.stringify({ folder: resolve(out), files: Object.keys(files) })}\n`);
}
