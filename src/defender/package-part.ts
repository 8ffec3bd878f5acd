import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { SoarError } from '../errors.ts';
import { unexpected } from '../http/classify.ts';
import type { WireResponse } from '../http/transport.ts';
import type { DefenderContext } from './context.ts';
import { diskError } from './package-files.ts';

/** A download as errors name it. */
export const attempted = 'the download of the package';

/** How long a download may stand still before it is taken up again, in milliseconds. */
export const stallMs = 30_000;

/** A file that is being written: how far it is, the hash so far, and what the host said of the whole. */
export interface Part {
  file: FileHandle;
  size: number;
  hash: Hash;
  total: number | undefined;
  etag: string | undefined;
}

/** Length of the whole package, where the answer tells. */
export function totalOf({ status, headers }: WireResponse<Readable>): number | undefined {
  const text = status === 206 ? /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

/** Something that answers in the host's place. */
export const aPage = (): SoarError => unexpected(attempted, 'a page, which is no package');

/** Whether bytes begin like HTML, XML or JSON, whatever their media type says. */
const isPage = (bytes: Buffer): boolean => /^\s*[<{["]/.test(bytes.subarray(0, 64).toString('latin1'));

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

/** Bytes that are written at a time: TLS brings 16 KB, and each write has its price. */
const blockBytes = 1024 * 1024;

/** Puts chunks on disk and into the hash; the part grows by what is there. */
async function store(part: Part, chunks: readonly Buffer[]): Promise<void> {
  const writing = writeAll(part.file, chunks, part.size);
  for (const chunk of chunks) part.hash.update(chunk);
  await writing;
  part.size += lengthOf(chunks);
}

/**
 * Writes the body behind what is there, within the deadline and as long as something comes. While a block is being
 * written the next one arrives.
 */
export async function append({ deadline }: DefenderContext, part: Part, body: Readable): Promise<void> {
  const stalled = () => body.destroy(new Error('the download stood still, or took too long'));
  const wait = () => setTimeout(stalled, Math.min(stallMs, deadline.remaining()));
  let timer = wait();
  let chunks: Buffer[] = [];
  let held = 0;
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      if (part.size === 0 && held === 0 && isPage(chunk)) throw aPage();
      chunks.push(chunk);
      held += chunk.length;
      if (held >= blockBytes) {
        await writing;
        writing = store(part, chunks);
        // A fault of the disk is met where it is awaited.
        writing.catch(() => {});
        chunks = [];
        held = 0;
      }
      timer = wait();
    }
  } finally {
    clearTimeout(timer);
    // What came before a break need not come again.
    await writing;
    await store(part, chunks);
  }
}

/** Forgets what came: the next answer begins from the start. */
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
    if (part.size === 0) throw unexpected(attempted, 'a part that was not asked for');
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
