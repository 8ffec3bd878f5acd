import { stringifyLossless } from '../../json/lossless.ts';
import type { Presentation } from '../../runner/presentation.ts';
import { listOf } from './rows.ts';

async function* text(result: object): AsyncGenerator<string> {
  const list = listOf(result);
  if (list === undefined) yield `${JSON.stringify(result)}\n`;
  else for await (const page of list.pages) yield page.map((row) => `${stringifyLossless(row)}\n`).join('');
}

/** Presents a list as one row a line, and any other result on one line; an error only on stderr. */
export const ndjsonResult: Presentation = { result: text, error: () => '' };
