import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { cancelled } from './clock.ts';

/** Thrown for a text that cannot be used; its message follows the name of the file. */
export class Unreadable extends Error {}

/** Decodes bytes, without a byte order mark. Throws `Unreadable` if they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // UTF-16 without a mark is valid UTF-8 in which every other character is NUL.
    if (!text.includes('\0')) return text;
  } catch {
    // Not UTF-8: refused below.
  }
  throw new Unreadable('is not UTF-8; if it is UTF-16, save it as UTF-8');
}

/** Reads the content of a pipe so far; undefined if it is empty and still has a writer. */
function readNow(pipe: number): Buffer | undefined {
  const bytes = Buffer.alloc(64 * 1024);
  try {
    return bytes.subarray(0, readSync(pipe, bytes));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/**
 * Reads a pipe to its end, such as that of `--resource <(decrypt …)`. A pipe that no process writes to ends at once; one
 * with a slow writer is read by events, so that a signal ends the run.
 */
async function readPipe(pipe: number, signal: AbortSignal): Promise<Buffer> {
  const socket = new Socket({ fd: pipe, readable: true, writable: false, signal });
  const first = readNow(pipe);
  const chunks = first === undefined ? [] : [first];
  if (first?.length === 0) socket.destroy();
  else for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readBytes(path: string, signal: AbortSignal): Promise<Buffer> {
  // Opening a pipe must not block, because a signal could not end the run.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = fstatSync(file);
  if (stats.isFIFO()) return readPipe(file, signal);
  try {
    if (!stats.isFile()) throw new Unreadable('is not a regular file');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Reads a text from a file or a pipe. Throws `Unreadable`, or `cancelled` if a signal ends it. */
export async function readTextFile(path: string, signal: AbortSignal): Promise<string> {
  try {
    return decodeText(await readBytes(path, signal));
  } catch (error) {
    if (signal.aborted) throw cancelled();
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
