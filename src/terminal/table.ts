import truncated from 'fast-string-truncated-width';
import { inkOf, type Style } from './style.ts';

/** Columns that a cell keeps at least, and those that it keeps before the first cell is cut. */
const [leastWidth, shortWidth] = [6, 11];

/** Columns between two cells. */
const gap = '  ';

const ellipsis = { ellipsis: '…' };

const widthOf = (text: string): number => truncated(text).width;

/** Cuts or fills text to a number of columns; wide characters count twice. */
function fitted(text: string, width: number): string {
  const { index, truncated: isCut, width: taken } = truncated(text, { limit: width, ...ellipsis });
  return isCut ? `${text.slice(0, index)}…` : text + ' '.repeat(Math.max(0, width - taken));
}

/**
 * Takes columns from the widest cells until the row fits: from the first cell, a name, only if the others are short. The last
 * cell, an id to copy, is never cut.
 */
function shrunk(widths: readonly number[], most: number): number[] {
  const fitting = [...widths];
  const shrink = (from: number, least: number) => {
    for (;;) {
      const total = fitting.reduce((sum, width) => sum + width, gap.length * (fitting.length - 1));
      const widest = Math.max(0, ...fitting.slice(from, -1));
      if (total <= most || widest <= least) return;
      fitting[fitting.indexOf(widest, from)] = widest - 1;
    }
  };
  shrink(1, shortWidth);
  shrink(0, leastWidth);
  return fitting;
}

/** A table whose columns are as wide as its first rows need; later rows are fitted to them. */
export interface Table {
  heading: string;
  line: (cells: readonly string[]) => string;
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
  const natural = labels.map((label, at) => Math.max(...[label, ...rows.map((row) => row[at] ?? '')].map(widthOf)));
  const widths = most === undefined ? natural : shrunk(natural, most);
  const last = labels.length - 1;
  const cell = (text: string, at: number) => (at === last ? text : fitted(text, widths[at] ?? 0));
  const inked = (text: string, at: number) => {
    const ink = inkOf(text);
    return ink === undefined ? cell(text, at) : style(ink, cell(text, at));
  };
  return {
    heading: style('bold', labels.map(cell).join(gap).trimEnd()),
    line: (cells) => cells.map(inked).join(gap).trimEnd(),
  };
}
