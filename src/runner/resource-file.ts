import { readFile, stat } from 'node:fs/promises';
import type { Fault } from '../errors.ts';

/** A `--resource` file: its fields, what is wrong with it, and what should be looked at. */
export interface ResourceFile {
  fields: Record<string, unknown>;
  faults: Fault[];
  warnings: string[];
}

/** Reads connection settings: JSON, or YAML whose every scalar is taken as text. */
export async function readResourceFile(path: string): Promise<ResourceFile> {
  const refused = (message: string): ResourceFile => ({
    fields: {},
    faults: [{ path: 'resource', message }],
    warnings: [],
  });
  let text: string;
  const warnings: string[] = [];
  try {
    text = await readFile(path, 'utf8');
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      warnings.push('The resource file can be read by other users of this machine: take that right away (chmod 600).');
    }
  } catch (error) {
    return refused(`the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { parseYaml } = await import('./yaml.ts');
    try {
      value = parseYaml(text);
    } catch {
      return refused('the file is neither JSON nor YAML');
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('the file holds no fields');
  return { fields: value as Record<string, unknown>, faults: [], warnings };
}
