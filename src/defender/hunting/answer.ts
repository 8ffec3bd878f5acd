import { SoarError } from '../../errors.ts';
import { Undocumented } from '../../http/body.ts';
import { parseLossless } from '../../json/lossless.ts';
import { AnswerScanner } from '../../json/scanner.ts';
import { isObject } from '../../values/text.ts';
import { type Column, type Fields, readColumns } from './columns.ts';
import { type Row, rowReader } from './values.ts';

/** Rows that are handed on together. */
const pageRows = 500;

/** An answer whose rows are read on demand. */
export interface Answer {
  columns: Column[];
  /** Throws if the rest of the answer is not valid. */
  pages: AsyncGenerator<Row[], void>;
}

/** The schema of an answer; undefined if it is not a schema. */
function columnsOf(text: string): Column[] | undefined {
  const schema: unknown = JSON.parse(text);
  return Array.isArray(schema) && schema.every(isObject) ? readColumns(schema) : undefined;
}

/**
 * Reads an answer chunk by chunk: one of 50 MB is never held as a whole. Its first page is read at once, which tells the
 * columns, and whether this is an answer at all.
 * @param chunks the body
 * @param unexpected makes the error for what the answer is instead
 */
export async function readAnswer(
  chunks: AsyncIterable<Buffer>,
  unexpected: (what: string, cause?: unknown) => SoarError,
): Promise<Answer> {
  const scanner = new AnswerScanner();
  let columns: Column[] | undefined;

  function takeColumns(): ((row: Fields) => Row) | undefined {
    if (scanner.schema === undefined) return undefined;
    columns = columnsOf(scanner.schema);
    if (columns === undefined) throw unexpected('a schema that is none');
    return rowReader(columns);
  }

  async function* readRows(): AsyncGenerator<Row[], void> {
    let readRow: ReturnType<typeof takeColumns>;
    const takeRows = () => scanner.rows.splice(0).flatMap((text) => readRow?.(parseLossless(text) as Fields) ?? []);
    for await (const chunk of chunks) {
      scanner.push(chunk);
      readRow ??= takeColumns();
      // Where the schema comes last, the rows wait for it.
      if (readRow !== undefined && scanner.rows.length >= pageRows) yield takeRows();
    }
    scanner.end();
    if (readRow === undefined || !scanner.hasResults) throw unexpected('no schema or results');
    yield takeRows();
  }

  async function* pages(): AsyncGenerator<Row[], void> {
    try {
      yield* readRows();
    } catch (error) {
      if (error instanceof SoarError) throw error;
      throw unexpected(error instanceof Undocumented ? error.message : 'a body that is not a JSON object', error);
    }
  }

  const rest = pages();
  const first = await rest.next();
  async function* all(): AsyncGenerator<Row[], void> {
    try {
      if (first.value !== undefined) yield first.value;
      yield* rest;
    } finally {
      // A reader that stops early ends the gunzipping too.
      await rest.return();
    }
  }
  return { columns: columns ?? [], pages: all() };
}
