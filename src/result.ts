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
  /** JSON texts of rows with commas between, page by page; empty where a page has none. One that fails ends the stream. */
  pages: AsyncIterable<RowsText>;
  tail: () => Record<string, unknown>;
}

/** Whether a result is streamed. */
export const isRowStream = (result: object): result is RowStream =>
  'pages' in result && Symbol.asyncIterator in (result.pages as object);

/** Rows made into others; unlike those that are handed on as they came, they keep no digit that a double cannot hold. */
export const mapRows = (text: RowsText, map: (row: unknown) => unknown): string =>
  (JSON.parse(`[${text}]`) as unknown[]).map((row) => JSON.stringify(map(row))).join(',');
