import { resolve } from 'node:path';
import { readTextFile, Unreadable } from '../text-file.ts';
import { type Reading, refuse } from './reading.ts';

/** The text of a field, and the absolute path of the file that it was read from. */
export interface FoundText {
  text?: string | undefined;
  path?: string | undefined;
  /** Name of the variable that a reference led to. */
  variable?: string | undefined;
}

/** Reads a field from the file that `setting` names, without one final line break. */
export async function readFieldFile(
  id: string,
  setting: string,
  path: string,
  signal: AbortSignal,
): Promise<Reading<{ text: string; path: string }>> {
  try {
    return { value: { text: (await readTextFile(path, signal)).replace(/\r?\n$/, ''), path: resolve(path) } };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refuse(id, `the file named by ${setting} ${error.message}`);
  }
}
