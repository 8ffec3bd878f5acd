import type { Readable } from 'node:stream';
import { mostBytes } from './input.ts';

/** A line of NDJSON: its physical number from 1, and its bytes, or nothing where it is too long to keep. */
export interface Line {
  number: number;
  bytes: Buffer | undefined;
}

const lineFeed = 0x0a;

/**
 * Splits a stream at its line feeds, without ever holding more than one line. A line that is too long is passed over to
 * its end and comes without bytes.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer) => {
    size += part.length;
    if (size > mostBytes) parts = [];
    else parts.push(part);
  };
  const finish = (): Line => {
    const line = { number: ++number, bytes: size > mostBytes ? undefined : Buffer.concat(parts) };
    parts = [];
    size = 0;
    return line;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield finish();
}
