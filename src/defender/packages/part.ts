import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SoarError } from '../../errors.ts';
import { unexpected } from '../../http/classify.ts';
import type { WireResponse } from '../../http/wire.ts';
import type { DefenderContext } from '../context.ts';
import { diskError } from './files.ts';
import { beginsLikeZip } from './zip.ts';

/** A download as errors name it. */
export const operation = 'the download of the package';

/** How long a download may stand still before it is taken up again, in milliseconds. */
export const stallMs = 30_000;

/** A file that is being written: its length, the hash so far, and what the host said about the whole file. */
export interface Part {
  file: FileHandle;
  size: number;
  hash: Hash;
  /** Flushes written data to the disk, one flush at a time. */
  flushing: Promise<void>;
  total: number | undefined;
  etag: string | undefined;
}

/** Returns the length of the whole package; undefined if the response does not say. */
export function totalOf({ status, headers }: WireResponse<Readable>): number | undefined {
  const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

/** The error for an answer that is not a package, from the host or from a proxy on the way. */
export const noPackage = (what: string): SoarError =>
  unexpected(operation, what, {
    hint: 'Run again: the collection is kept and a new link is asked for. If it lasts, check whether a proxy answers instead of the storage host.',
  });

/** Writes all of some chunks at a place of the file. */
async function writeAll(file: FileHandle, chunks: readonly Buffer[], position: number): Promise<void> {
  try {
    let rest = chunks;
    let at = position;
    while (rest.length > 0) {
      const { bytesWritten } = await file.writev(rest, at);
      at += bytesWritten;
      rest = bytesWritten === lengthOf(rest) ? [] : [Buffer.concat(rest).subarray(bytesWritten)];
    }
  } catch (error) {
    throw diskError('cannot write', 'the package', error);
  }
}

const lengthOf = (chunks: readonly Buffer[]): number => chunks.reduce((sum, { length }) => sum + length, 0);

/** Bytes that wait for the disk at most: while some are written and hashed the next ones arrive. */
const mostWaiting = 4 * 1024 * 1024;

/** After how many bytes they are put on disk while others come: the end of a download would wait for all of them. */
const flushEvery = 64 * 1024 * 1024;

/** Resolves when every byte so far is on disk. Throws `conflict` if one of them was lost on the way. */
export async function flush({ file, flushing }: Part): Promise<void> {
  // The system reports a lost write only once, to the first caller, which passes it on.
  await flushing;
  try {
    await file.datasync();
  } catch (error) {
    throw diskError('cannot write', 'the package', error);
  }
}

/** Writes chunks to the file and adds them to the hash. */
async function store(part: Part, chunks: readonly Buffer[]): Promise<void> {
  const writing = writeAll(part.file, chunks, part.size);
  for (const chunk of chunks) part.hash.update(chunk);
  await writing;
  const before = part.size;
  part.size += lengthOf(chunks);
  if (Math.floor(before / flushEvery) === Math.floor(part.size / flushEvery)) return;
  await part.flushing;
  part.flushing = flush(part);
  part.flushing.catch(() => {});
}

/**
 * Writes the body behind what is there, within the deadline and as long as something comes. Nothing is written any more
 * once it has ended, however it ends.
 */
export async function append({ deadline, progress }: DefenderContext, part: Part, body: Readable): Promise<void> {
  const stop = () => body.destroy(new Error('the download stood still, or took too long'));
  const stalled = setTimeout(stop, Math.min(stallMs, deadline.remaining()));
  const over = setTimeout(stop, deadline.remaining());
  let storing: Promise<void> = Promise.resolve();
  const sink = new Writable({
    highWaterMark: mostWaiting,
    writev(waiting, done) {
      const chunks = waiting.map(({ chunk }) => chunk as Buffer);
      stalled.refresh();
      const isRefused = part.size === 0 && !beginsLikeZip(Buffer.concat(chunks));
      storing = isRefused ? Promise.reject(noPackage('something other than a zip')) : store(part, chunks);
      storing.then(() => {
        progress.received({ bytes: part.size, total: part.total });
        done();
      }, done);
    },
  });
  try {
    await pipeline(body, sink);
  } finally {
    clearTimeout(stalled);
    clearTimeout(over);
    await storing.catch(() => {});
  }
}

/** Discards what was received: the next response starts from the first byte. */
export async function startOver(part: Part): Promise<void> {
  await part.file.truncate(0);
  part.size = 0;
  part.hash = createHash('sha256');
  part.total = undefined;
  part.etag = undefined;
}

/**
 * Makes the part go on where the answer begins: at its end, or, where the host ignores ranges, from the start. An answer
 * about another file than the one begun is not added to it.
 */
export async function continueAt(part: Part, response: WireResponse<Readable>): Promise<void> {
  const { status, headers } = response;
  const total = totalOf(response);
  if (status === 206) {
    const begins = Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1]);
    const isSame = (part.total ?? total) === total && (part.etag ?? headers.etag) === headers.etag;
    if (part.size === 0) throw unexpected(operation, 'a part that was not asked for');
    if (begins !== part.size || total === undefined || !isSame) {
      await startOver(part);
      throw new Error('the host went on with another file, or at another place');
    }
  } else if (part.size > 0) {
    await startOver(part);
  }
  part.total = total;
  part.etag = headers.etag;
}
