import { resolve } from 'node:path';
import { type FoundText, readFieldFile } from './field-file.ts';
import { filled, type ResourceContext } from './fields.ts';
import { type Reading, refuse } from './reading.ts';

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Reads a secret of a resource file: `env:NAME` stands for a variable, `file:PATH` for a file, relative to the folder of the
 * resource file, and any other text for itself. What a reference leads to is not read as a reference again.
 */
export async function readReference(
  id: string,
  text: string,
  folder: string,
  { env, signal }: ResourceContext,
): Promise<Reading<FoundText>> {
  const [, scheme, target = ''] = /^(env|file):(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return { value: { text } };
  if (scheme === 'file') {
    // The text after the colon may be a secret by mistake, so it is not quoted unless it is a file.
    if (target.trim() === '') return refuse(id, 'names no file: write file: and a path, or use another reference');
    const path = resolve(folder, target.trim());
    return readFieldFile(id, 'its file: reference', path, signal);
  }
  const name = target.trim();
  if (!variableName.test(name)) return refuse(id, 'names no variable: write env: and the name of a variable');
  const value = filled(env[name]);
  return value === undefined
    ? refuse(id, `refers to the variable ${name}, which is not set`)
    : { value: { text: value, variable: name } };
}
