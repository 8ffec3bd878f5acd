import { randomUUID } from 'node:crypto';
import { access, constants, link, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { SoarError } from '../../errors.ts';
import { fieldIds, fieldsInFiles } from '../../resource/fields.ts';
import { optionError } from '../../runner/options.ts';
import { readProtectedMachines } from '../../values/protected-machines.ts';
import type { Answers } from './answers.ts';

/** A file to write. */
export interface NewFile {
  path: string;
  text: string;
}

/** Ends of the names of files that have one field each. */
const endings: Readonly<Record<string, string>> = {
  clientSecret: '.secret',
  clientCertificate: '.certificate.pem',
  caCertificates: '.ca.pem',
};

/** How a resource file in a folder names another file: relative to the folder if it is in there. */
function pathFrom(folder: string, path: string): string {
  const inside = relative(folder, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

/** A list is easier to keep than a line. */
const yamlValue = (id: string, text: string): string | number | string[] => {
  if (id === 'protectedMachines') return readProtectedMachines(text).entries.map(({ entry }) => entry);
  return id === 'timeoutSeconds' ? Number(text) : text.trim();
};

/**
 * Composes the files of a resource, the resource file last. A secret gets a file of its own, so that the resource file can
 * be shown and kept under version control.
 */
export function resourceFiles(path: string, answers: Answers): NewFile[] {
  const folder = dirname(resolve(path));
  const stem = basename(path).replace(/\.(ya?ml|json)$/i, '');
  const values: Record<string, unknown> = {};
  const files: NewFile[] = [];
  for (const id of fieldIds) {
    const answer = answers[id];
    if (answer === undefined) continue;
    if (answer.path !== undefined) values[`${id}File`] = pathFrom(folder, answer.path);
    else if (fieldsInFiles.includes(id)) {
      const name = `${stem}${endings[id]}`;
      files.push({ path: join(dirname(path), name), text: `${answer.text.trim()}\n` });
      values[`${id}File`] = name;
    } else values[id] = yamlValue(id, answer.text);
  }
  const heading = '# A connection to Microsoft Defender for Endpoint, written by `defender-soar init`.\n';
  return [...files, { path, text: `${heading}${stringify(values, { lineWidth: 0 })}` }];
}

/** Lists the files of these paths that exist. */
export async function existing(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return found.flat();
}

/** Refuses a path in whose folder no file can be written. */
export async function checkFolder(path: string): Promise<void> {
  const folder = dirname(resolve(path));
  await access(folder, constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be written to (${error.code})`;
    throw optionError('--file', `the folder ${folder} ${why}`);
  });
}

const diskError = (path: string, cause: unknown): SoarError =>
  new SoarError('conflict', `${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? cause})`, {
    hint: 'Look at its folder: the owner, the permissions and the free space.',
    cause,
  });

/** Writes a private file under a temporary name. */
async function writeTemporary({ path, text }: NewFile, temporary: string): Promise<void> {
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    throw diskError(path, error);
  } finally {
    await file.close();
  }
}

/** Gives a file its name. Unlike a rename, a link never replaces what is there; some file systems have no links. */
async function publish(temporary: string, path: string, mayReplace: boolean): Promise<void> {
  try {
    if (mayReplace) return await rename(temporary, path);
    await link(temporary, path);
    await unlink(temporary);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw diskError(path, error);
    await rename(temporary, path);
  }
}

/**
 * Writes files that only their owner can read: all of them in full before the first gets its name.
 * @param replaced paths of files that may be replaced
 */
export async function writeFiles(files: readonly NewFile[], replaced: readonly string[]): Promise<void> {
  const named = files.map((file) => ({
    ...file,
    temporary: join(dirname(resolve(file.path)), `.${basename(file.path)}.${randomUUID()}`),
  }));
  try {
    for (const file of named) await writeTemporary(file, file.temporary);
    for (const { temporary, path } of named) await publish(temporary, path, replaced.includes(path));
  } finally {
    for (const { temporary } of named) await unlink(temporary).catch(() => {});
  }
}
