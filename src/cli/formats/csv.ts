import { stringify } from 'csv-stringify/sync';
import type { Description } from '../../catalogue/schema.ts';
import type { Presentation } from '../../runner/presentation.ts';
import { type Column, cellText, everyColumn, numberAt, selected } from './columns.ts';
import { listOf } from './rows.ts';

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe: names and titles are chosen by others. A cell of a list
 * is quoted, because some spreadsheets separate at `;`, and so is a line that would be empty.
 */
const optionsFor = (columns: readonly Column[]) => ({
  escape_formulas: true,
  quoted_match: /;/,
  quoted_empty: columns.length === 1,
});

/** What a cell becomes before it is written. */
type Clean = (text: string) => string;

const lines = (rows: readonly unknown[], columns: readonly Column[], clean: Clean): string =>
  stringify(
    rows.map((row) => columns.map((column) => numberAt(row, column) ?? clean(cellText(row, column, ';')))),
    optionsFor(columns),
  );

async function* text(result: object, description: Description, select: string, clean: Clean): AsyncGenerator<string> {
  const list = listOf(result);
  const columns = selected(everyColumn(description, list), select);
  const heading = stringify([columns.map(({ label }) => clean(label))], optionsFor(columns));
  if (list === undefined) {
    yield heading + lines([result], columns, clean);
    return;
  }
  let isFirst = true;
  for await (const page of list.pages) {
    yield (isFirst ? heading : '') + lines(page, columns, clean);
    isFirst = false;
  }
  if (isFirst) yield heading;
}

/**
 * Presents a result as CSV (RFC 4180, lines end with LF), a column for each declared or selected field; an error only on stderr.
 *
 * @param clean makes a cell safe for where it is shown
 */
export const csvResult = (description: Description, select: string, clean: Clean): Presentation => ({
  result: (result) => text(result, description, select, clean),
  error: () => '',
});
