import type { JsonSchema } from '../catalogue/schema.ts';
import { isRowStream, mapRows, type RowStream, type RowsText, textOf } from '../result.ts';
import { fillLeaves } from './env-params.ts';
import type { Presentation } from './presentation.ts';

async function* filledPages({ pages }: RowStream, schema: JsonSchema): AsyncGenerator<string> {
  for await (const page of pages) yield mapRows(page, (row) => fillLeaves(row, schema));
}

/** Members that were written before the rows must not come again behind them. */
const withoutRows = (tail: object, { head, key }: RowStream): Record<string, unknown> =>
  Object.fromEntries(Object.entries(tail).filter(([name]) => name !== key && !(name in head)));

/** Fills in a stream: each row, and what comes after the rows, with every declared leaf. */
function filledStream(stream: RowStream, schema: JsonSchema): RowStream {
  const rows = schema.properties?.[stream.key]?.items;
  return {
    ...stream,
    pages: rows?.properties ? filledPages(stream, rows) : stream.pages,
    tail: () => withoutRows(fillLeaves(stream.tail(), schema) as object, stream),
  };
}

async function* document(result: object | RowStream, filled: JsonSchema | undefined): AsyncGenerator<RowsText> {
  if (!isRowStream(result)) {
    yield `${JSON.stringify(filled ? fillLeaves(result, filled) : result)}\n`;
    return;
  }
  yield* textOf(filled ? filledStream(result, filled) : result);
  yield '\n';
}

/**
 * Presents a run as one JSON document on one line: the contract between runner and platform.
 *
 * @param filled schema of the result if every declared leaf must be there, `null` if Defender left it out
 */
export const jsonResult = (filled?: JsonSchema): Presentation => ({
  result: (result) => document(result, filled),
  error: (error, hasBegun) => `${hasBegun ? '],"error":' : '{"error":'}${JSON.stringify(error)}}\n`,
});
