import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parseJson, TooDeep } from '../json/parse.ts';
import { isObject } from '../values/text.ts';
import { unexpected } from './classify.ts';

const mebibyte = 1024 * 1024;

/**
 * Largest bodies that are read, in bytes, by kind of call: several times what the services send, and far below what
 * would exhaust memory. docs/decisions/0017-bounds-on-answers.md
 */
export const mostBytes = {
  signIn: mebibyte,
  entity: 16 * mebibyte,
  page: 128 * mebibyte,
  hunting: 128 * mebibyte,
  /** The rest of a refusal is not read. */
  refusal: mebibyte / 16,
};

/** An answer that no API documents; the message completes "returned". */
export class Undocumented extends Error {}

const tooLarge = (most: number): Undocumented => new Undocumented(`more than ${most / mebibyte} MiB`);

/** How a body is read, and its bounds. */
export interface BodyOptions {
  /** Whether to keep it compressed. */
  gzipped: boolean;
  mostBytes: number;
  /** Throws if the time is over: gunzipping continues after the connection has ended. */
  checkTime: () => void;
}

/** Stops reading a body that is too large or takes too long. */
function bound(body: Readable, { mostBytes: most, checkTime }: BodyOptions): void {
  let size = 0;
  body.on('data', ({ length }: Buffer) => {
    size += length;
    try {
      if (size > most) throw tooLarge(most);
      checkTime();
    } catch (error) {
      body.destroy(error as Error);
    }
  });
}

/** The names of a gzipped body: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.3 */
const isGzip = /^(?:x-)?gzip$/i;

/** Reads a body into `chunks`, which keeps what arrived before a failure. */
async function readInto(chunks: Buffer[], response: IncomingMessage, options: BodyOptions): Promise<void> {
  bound(response, options);
  let body: Readable = response;
  if (isGzip.test(response.headers['content-encoding'] ?? '') !== options.gzipped) {
    const { createGunzip, createGzip } = await import('node:zlib');
    // Kept for seconds only, so the fastest level is enough.
    body = pipeline(response, options.gzipped ? createGzip({ level: 1 }) : createGunzip(), () => {});
    bound(body, options);
  }
  // A page arrives in hundreds of chunks, too many for a promise each.
  body.on('data', (chunk: Buffer) => chunks.push(chunk));
  await finished(body);
  if (!response.complete) throw new Error('the answer was cut off');
}

/**
 * Reads a body. The status decides a refusal: only its beginning is read, and one that breaks off is
 * empty. Throws `Undocumented`, or the fault of the connection.
 */
export async function readBody(response: IncomingMessage, options: BodyOptions): Promise<Buffer[]> {
  const status = response.statusCode ?? 0;
  const chunks: Buffer[] = [];
  const isSuccess = status >= 200 && status < 300;
  try {
    await readInto(
      chunks,
      response,
      isSuccess ? options : { ...options, gzipped: false, mostBytes: mostBytes.refusal },
    );
    return chunks;
  } catch (error) {
    if (!isSuccess && error instanceof Undocumented) return chunks;
    // 408 may come from something in between.
    if (status >= 400 && status < 500 && status !== 408) return [];
    throw error;
  }
}

/**
 * The body of a success as an object; empty for 204. Throws `unexpected_response`.
 * @param operation the call, as the error names it
 */
export function readObject(
  operation: string,
  status: number,
  body: Buffer,
  parse: (body: Buffer) => unknown = parseJson,
): Record<string, unknown> {
  if (status === 204) return {};
  let json: unknown;
  try {
    json = parse(body);
  } catch (cause) {
    const what = cause instanceof TooDeep ? cause.message : 'a body that is not JSON';
    throw unexpected(operation, `${status} and ${what}`, { status, cause });
  }
  if (!isObject(json)) throw unexpected(operation, `${status} and JSON that is not an object`, { status });
  const { '@odata.context': _context, ...entity } = json;
  return entity;
}

const byteOrderMark = Buffer.from('\ufeff');

/** Some gateways begin JSON with a byte order mark, which is not part of it. */
const withoutMark = (bytes: Buffer): Buffer => (byteOrderMark.equals(bytes.subarray(0, 3)) ? bytes.subarray(3) : bytes);

/** A body in chunks as a whole, without a byte order mark. */
export const wholeOf = (chunks: readonly Buffer[]): Buffer => withoutMark(Buffer.concat(chunks));

/** A body in chunks as text, without a byte order mark. */
export const bodyText = (chunks: readonly Buffer[]): string => wholeOf(chunks).toString('utf8');

/** Gunzips a body chunk by chunk, without a byte order mark. Throws `Undocumented`, or the fault of what cannot be gunzipped. */
export async function* gunzip(chunks: readonly Buffer[], most: number): AsyncGenerator<Buffer, void> {
  const { createGunzip } = await import('node:zlib');
  const plain = createGunzip({ chunkSize: 128 * 1024 });
  pipeline(Readable.from(chunks), plain, () => {});
  let size = 0;
  for await (const chunk of plain) {
    const isFirst = size === 0;
    size += (chunk as Buffer).length;
    if (size > most) throw tooLarge(most);
    yield isFirst ? withoutMark(chunk as Buffer) : (chunk as Buffer);
  }
}
