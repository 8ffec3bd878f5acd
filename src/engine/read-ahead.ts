import type { RowStream, RowsText } from '../result.ts';

/** Characters of rows that are read before the consumer asks for them. */
const mostAhead = 8 * 1024 * 1024;

/** A stream whose beginning was read, and the size of that beginning in characters. */
export interface ReadAhead {
  stream: RowStream;
  size: number;
}

/** Reads the beginning of a stream of rows; the rest is read when the rows are asked for. Throws what the stream throws. */
export async function readAhead(stream: RowStream): Promise<ReadAhead> {
  const pages = stream.pages[Symbol.asyncIterator]();
  const held: RowsText[] = [];
  let size = 0;
  let isWhole = false;
  while (!isWhole && size <= mostAhead) {
    const next = await pages.next();
    if (next.done) isWhole = true;
    else {
      held.push(next.value);
      size += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<RowsText, void> {
    for (let page = held.shift(); page !== undefined; page = held.shift()) yield page;
    for (let next = await pages.next(); !next.done; next = await pages.next()) yield next.value;
  }
  return { stream: { ...stream, pages: all() }, size };
}
