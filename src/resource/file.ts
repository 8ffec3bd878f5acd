import { stat } from 'node:fs/promises';
import { readTextFile, Unreadable } from '../text-file.ts';
import { isObject } from '../values/text.ts';
import type { Reading } from './reading.ts';
import type { Parsed } from './yaml.ts';

/** What a resource file holds, and a warning if its permissions are too wide. */
export interface ResourceFile {
  values: Record<string, unknown>;
  warnings: string[];
}

/** A string in JSON; a string before a colon is a name. */
const jsonString = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

function parseJson(text: string): Parsed {
  const value: unknown = JSON.parse(text);
  const strings = [...text.matchAll(jsonString)];
  return { value, names: strings.flatMap(([, name = '', colon]) => (colon ? (JSON.parse(name) as string) : [])) };
}

/** Reads a resource file: JSON, or YAML whose every scalar is taken as text. */
export async function readResourceFile(path: string, signal: AbortSignal): Promise<Reading<ResourceFile>> {
  const refused = (message: string) => ({ faults: [{ path: 'resource', message }] });
  let text: string;
  const warnings: string[] = [];
  try {
    text = await readTextFile(path, signal);
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      warnings.push('Other users of this machine can read the resource file: restrict its permissions (chmod 600).');
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refused(`the file ${error.message}`);
  }
  let parsed: Parsed;
  try {
    parsed = parseJson(text);
  } catch {
    const { parseYaml } = await import('./yaml.ts');
    try {
      parsed = parseYaml(text);
    } catch {
      return refused('the file is neither JSON nor YAML; in YAML, quote values that begin with !, & or *');
    }
  }
  const { value, names } = parsed;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return refused(`the file names ${twice} twice`);
  if (!isObject(value)) return refused('the file has no fields');
  return { value: { values: value, warnings } };
}
