import truncated from 'fast-string-truncated-width';
import { inkOf, type Style } from './style.ts';

/** Columns that a cell between the first and the last keeps at least, and the first one. */
const [leastWidth, leastName] = [11, 20];

/** Width of an id: a longer last cell is text, and is cut. */
const idWidth = 40;

/** Columns between two cells. */
const gap = '  ';

const ellipsis = { ellipsis: '…' };

const widthOf = (text: string): number => truncated(text).width;

/** Fills text to a number of columns; wide characters count twice. */
const filled = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Cuts or fills text to a number of columns. */
function fitted(text: string, width: number): string {
  const { index, truncated: isCut } = truncated(text, { limit: width, ...ellipsis });
  return isCut ? `${text.slice(0, index)}…` : filled(text, width);
}

/** The width of each column that is shown. */
type Widths = ReadonlyMap<number, number>;

const total = (widths: Widths): number =>
  [...widths.values()].reduce((sum, width) => sum + width + gap.length, -gap.length);

/** Takes from the widest of some columns until the row fits, or all of them have `least`. */
function shrink(widths: Map<number, number>, columns: readonly number[], least: number, most: number): void {
  const widest = () =>
    columns.reduce((one, other) => ((widths.get(other) ?? 0) > (widths.get(one) ?? 0) ? other : one), columns[0] ?? 0);
  for (let at = widest(); total(widths) > most && (widths.get(at) ?? 0) > least; at = widest())
    widths.set(at, (widths.get(at) ?? 0) - 1);
}

/**
 * Makes a row fit: the columns between the first, a name, and the last, an id to copy, are cut; then they are left out, from
 * the right; then the name is cut.
 */
function widthsWithin(natural: readonly number[], most: number): Widths {
  const widths = new Map(natural.entries());
  shrink(widths, [natural.length - 1], idWidth, most);
  const between = () => [...widths.keys()].slice(1, -1);
  shrink(widths, between(), leastWidth, most);
  for (let last = between().at(-1); last !== undefined && total(widths) > most; last = between().at(-1))
    widths.delete(last);
  shrink(widths, [0], leastName, most);
  return widths;
}

/** A table whose columns are as wide as its first rows need, and fit the terminal; later rows are fitted to them. */
export interface Table {
  heading: string;
  line: (cells: readonly string[]) => string;
  /** Labels of the columns for which there is no room. */
  leftOut: readonly string[];
}

/**
 * Lays out a table.
 *
 * @param rows the rows that decide the widths
 * @param most columns of the terminal; undefined if cells are never cut
 */
export function layOut(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
  most: number | undefined,
  style: Style,
): Table {
  const natural = labels.map((label, at) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[at] ?? '')), widthOf(label)),
  );
  const widths: Widths = most === undefined ? new Map(natural.entries()) : widthsWithin(natural, most);
  const last = labels.length - 1;
  const shown = (cells: readonly string[], paint: (text: string, cell: string) => string) =>
    [...widths]
      .map(([at, width]) => {
        const text = cells[at] ?? '';
        if (most === undefined) return paint(text, filled(text, width));
        return paint(text, fitted(text, at === last ? Math.max(width, idWidth) : width));
      })
      .join(gap)
      .trimEnd();
  const inked = (text: string, cell: string) => {
    const ink = inkOf(text);
    return ink === undefined ? cell : style(ink, cell);
  };
  return {
    heading: style(
      'bold',
      shown(labels, (_, cell) => cell),
    ),
    line: (cells) => shown(cells, inked),
    leftOut: labels.filter((_, at) => !widths.has(at)),
  };
}
