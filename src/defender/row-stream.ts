/** A result too large to hold: members before the rows, the rows as they come, members known only after the last. */
export interface RowStream {
  head: Record<string, unknown>;
  /** Key of the array that the rows form. */
  key: string;
  /** Rows page by page. A page that fails ends the stream with its error. */
  pages: AsyncIterable<readonly unknown[]>;
  tail: () => Record<string, unknown>;
  /** JSON text of a row. */
  stringify: (row: unknown) => string;
}

/** Whether a result is streamed. */
export const isRowStream = (result: object): result is RowStream =>
  'pages' in result && Symbol.asyncIterator in (result.pages as object);
