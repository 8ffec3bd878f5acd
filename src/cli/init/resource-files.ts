import { randomUUID } from 'node:crypto';
import { access, constants, lstat, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { SoarError } from '../../errors.ts';
import { fieldIds, fieldsInFiles, listFields } from '../../resource/fields.ts';
import { optionError } from '../../runner/options.ts';
import { entriesOf } from '../../values/wildcard.ts';
import { giveName, writePrivate } from '../private-file.ts';
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
  if (listFields.includes(id)) return entriesOf(text);
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
    else if (id === 'federatedTokenFile') values[id] = pathFrom(folder, resolve(answer.text));
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
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw optionError('--file', `${path} exists and is not a file`);
}

/** Waits for a step in which a file is written. Throws `conflict` if the disk refuses it. */
const onDisk = (path: string, step: Promise<void>): Promise<void> =>
  step.catch((cause: unknown) => {
    throw new SoarError('conflict', `${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? cause})`, {
      hint: 'Look at its folder: the owner, the permissions and the free space.',
      cause,
    });
  });

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
    for (const { path, text, temporary } of named) await onDisk(path, writePrivate(temporary, text));
    for (const { path, temporary } of named) await onDisk(path, giveName(temporary, path, replaced.includes(path)));
  } finally {
    for (const { temporary } of named) await unlink(temporary).catch(() => {});
  }
}
