import type { Catalogue } from '../../catalogue/catalogue.ts';
import { suggestion } from '../../nearest.ts';
import { optionError } from '../../runner/options.ts';
import type { Presentation } from '../../runner/presentation.ts';
import { printable } from '../../terminal/printable.ts';
import { styleFor } from '../../terminal/style.ts';
import { shownColumns } from './columns.ts';
import type { List } from './rows.ts';

/** The formats of a result. */
export const formats = ['json', 'table', 'csv', 'ndjson'] as const;

/** A format of a result. */
export type Format = (typeof formats)[number];

/** The terminal or file that output goes to. */
type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'hasColors'>;

/** What a presentation depends on besides the action. */
export interface View {
  output: Output;
  /** Fields that the params select, separated by commas; empty for all. */
  select: string;
}

/** Reads `--output`: without it, people at a terminal get a table. Throws `invalid_params` for an unknown format. */
export function readFormat(given: string | undefined, output: Output): Format {
  if (given === undefined) return output.isTTY ? 'table' : 'json';
  const format = formats.find((each) => each === given);
  if (format !== undefined) return format;
  throw optionError('--output', `--output must be one of ${formats.join(', ')}${suggestion(given, formats)}`);
}

/** Returns the presentation of an action's results in a format other than JSON, which is the runner's own. */
export async function presentationOf(
  format: Exclude<Format, 'json'>,
  catalogue: Catalogue,
  id: string,
  { output, select }: View,
): Promise<Presentation> {
  switch (format) {
    case 'table': {
      const screen = { width: output.isTTY ? output.columns : undefined, style: styleFor(output) };
      const { entry } = await catalogue.load(id);
      const description = await catalogue.describe(id);
      const columnsOf = (list: List) => shownColumns(entry, description, list, select);
      return (await import('./table.ts')).tableResult(columnsOf, screen);
    }
    case 'csv':
      // A file keeps every character; a terminal would obey some of them.
      return (await import('./csv.ts')).csvResult(
        await catalogue.describe(id),
        select,
        output.isTTY ? printable : (text) => text,
      );
    case 'ndjson':
      return (await import('./ndjson.ts')).ndjsonResult;
  }
}
