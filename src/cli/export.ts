import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { exportOif } from '../export/oif/oif.ts';
import { manifest } from '../generated/manifest.ts';
import { optionError, parseOptions } from '../runner/options.ts';
import { print } from './print.ts';

const usage = `usage: defender-soar export oif --out DIR [--hunting-columns A,B]

Writes the files that Sumo Logic's Open Integration Framework reads: integration.yaml, actions/*.yaml and a Dockerfile.
Needs no network. Prints the folder and the files as one JSON line.

  --out DIR              folder for the files, made if missing; files of the same name are replaced
  --hunting-columns A,B  columns of your queries to declare besides the well-known ones, so that they can be wired;
                         given several times, all of them count
  --help                 print this
`;

const known = {
  out: { type: 'string' },
  'hunting-columns': { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const;

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

/**
 * The `export` command.
 * @param argv arguments after the command's name
 * @param version of the package
 * @returns exit status; throws `invalid_params` for a bad option or a folder that cannot be written
 */
export async function exportFiles(argv: readonly string[], version: string): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...argv], options: known, allowPositionals: true });
  if (values.help) return print(usage);
  const [platform, stray] = positionals;
  if (platform !== 'oif')
    throw optionError(
      'PLATFORM',
      `${platform === undefined ? 'a platform is missing' : `there is no platform ${platform}`}: oif is the one`,
    );
  if (stray !== undefined) throw optionError(stray, `export takes no ${stray}`);
  if (!values.out) throw optionError('--out', '--out DIR is missing');
  const columns = readColumns(values['hunting-columns']);
  const { descriptions, icon } = await import('computed:catalogue');
  const files = exportOif({ version, manifest, descriptions, icon }, columns);
  await write(values.out, files);
  return print(`${JSON.stringify({ folder: resolve(values.out), files: Object.keys(files) })}\n`);
}
