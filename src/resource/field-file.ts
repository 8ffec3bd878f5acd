import { readTextFile, Unreadable } from '../text-file.ts';
import { type Reading, refuse } from './reading.ts';

/** Reads a field from the file that `setting` names, without one final line break. */
export async function readFieldFile(
  id: string,
  setting: string,
  path: string,
  signal: AbortSignal,
): Promise<Reading<string>> {
  try {
    return { value: (await readTextFile(path, signal)).replace(/\r?\n$/, '') };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refuse(id, `the file named by ${setting} ${error.message}`);
  }
}
