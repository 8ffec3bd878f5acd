import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Reads a text file of the checkout. */
export const readText = (path: string): string => readFileSync(ROOT + path, 'utf8');

/** Reads a JSON file of the checkout. */
export const readJson = <T>(path: string): T => JSON.parse(readText(path)) as T;
