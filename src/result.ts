import type { SoarError } from './errors.ts';

/** The end of one item of a bulk call. */
export type Outcome<T> = { result: T } | { error: SoarError };

/** JSON texts of rows with commas between. */
export type RowsText = Buffer | string;

/** A result too large to hold: members before the rows, the rows as they come, members known only after the last. */
export interface RowStream {
  head: Record<string, unknown>;
  /** Key of the array that the rows form. */
  key: string;
  /** JSON texts of rows with commas between, page by page; empty if a page has none. One that fails ends the stream. */
  pages: AsyncIterable<RowsText>;
  tail: () => Record<string, unknown>;
}

/** Whether a result is streamed. */
export const isRowStream = (result: object): result is RowStream =>
  'pages' in result && Symbol.asyncIterator in (result.pages as object);

/** Rows made into others; unlike those that are handed on as they came, they keep no digit that a double cannot hold. */
export const mapRows = (text: RowsText, map: (row: unknown) => unknown): string =>
  (JSON.parse(`[${text}]`) as unknown[]).map((row) => JSON.stringify(map(row))).join(',');

const membersOf = (object: object): string => JSON.stringify(object).slice(1, -1);

/** A streamed result as JSON text, in pieces. The first piece comes with the first rows, or with the end. */
export async function* textOf({ head, key, pages, tail }: RowStream): AsyncGenerator<RowsText, void> {
  const opening = `{${[membersOf(head), `${JSON.stringify(key)}:[`].filter(Boolean).join(',')}`;
  let separator = opening;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator;
    yield page;
    separator = ',';
  }
  const ending = [']', membersOf(tail())].filter(Boolean).join(',');
  yield `${separator === opening ? opening : ''}${ending}}`;
}

/**
 * Collects a result: reads the rows of a stream and puts them into one object. Any other result is returned as it is. Throws
 * the `SoarError` with which the rows end.
 */
export async function collect<T extends object>(result: T | RowStream): Promise<T> {
  if (!isRowStream(result)) return result;
  const pieces: RowsText[] = [];
  for await (const piece of textOf(result)) pieces.push(piece);
  return JSON.parse(pieces.join('')) as T;
}

/** Reads the rows of a streamed result one by one. Throws the `SoarError` with which they end. */
export async function* rowsOf({ pages }: RowStream): AsyncGenerator<object, void> {
  for await (const page of pages) yield* JSON.parse(`[${page}]`) as object[];
}
