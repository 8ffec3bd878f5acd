import type { Presentation } from '../../runner/presentation.ts';
import { printable } from '../../terminal/printable.ts';
import { recordLines } from '../../terminal/record.ts';
import type { Style } from '../../terminal/style.ts';
import { layOut, type Table } from '../../terminal/table.ts';
import { type Column, cellText } from './columns.ts';
import { type List, listOf } from './rows.ts';

/** The screen that a table is made for. */
export interface Screen {
  /** Columns of the terminal; undefined if cells are never cut. */
  width: number | undefined;
  style: Style;
}

/** Shortens a time to seconds, as people read it: `2026-11-28 07:46:02Z`. */
const readable = (text: string): string => text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?$/, '$1 $2Z');

function closing(count: number, { hasMore, truncated }: Record<string, unknown>): string {
  const rows = count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`;
  if (truncated === true) return `${rows}; the rest was cut off`;
  return hasMore === true ? `${rows}; there are more` : rows;
}

async function* listTable(list: List, columns: readonly Column[], { width, style }: Screen): AsyncGenerator<string> {
  let count = 0;
  let table: Table | undefined;
  for await (const page of list.pages) {
    const rows = page.map((row) => columns.map((column) => readable(printable(cellText(row, column, ', ')))));
    if (rows.length === 0) continue;
    const isFirst = table === undefined;
    table ??= layOut(
      columns.map(({ label }) => printable(label)),
      rows,
      width,
      style,
    );
    const lines = rows.map(table.line);
    yield `${(isFirst ? [table.heading, ...lines] : lines).join('\n')}\n`;
    count += rows.length;
  }
  const leftOut = table?.leftOut ?? [];
  const note = leftOut.length === 0 ? '' : `; no room for ${leftOut.join(', ')}`;
  yield `${style('dim', `${closing(count, list.tail())}${note}`)}\n`;
}

async function* text(
  result: object,
  columnsOf: (list: List) => readonly Column[],
  screen: Screen,
): AsyncGenerator<string> {
  const list = listOf(result);
  if (list === undefined) yield `${recordLines(result, screen.style, readable).join('\n')}\n`;
  else yield* listTable(list, columnsOf(list), screen);
}

/**
 * Presents a list as a table and any other result as a list of its fields, for people; an error only on stderr.
 *
 * @param columnsOf returns the columns of a list
 */
export const tableResult = (columnsOf: (list: List) => readonly Column[], screen: Screen): Presentation => ({
  result: (result) => text(result, columnsOf, screen),
  error: () => '',
});
