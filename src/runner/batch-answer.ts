import type { SoarError } from '../errors.ts';
import type { RowStream, RowsText } from '../result.ts';
import { textOf } from './output.ts';

/** JSON text of a result; for a long one, its beginning and the pieces that follow. */
interface Result {
  result: string;
  rest?: AsyncGenerator<RowsText, void>;
}

/** The outcome of a line. */
export type Answer = Result | { error: SoarError };

/** Characters of a result that are read before its line is written. */
const mostAhead = 8 * 1024 * 1024;

/** Reads the beginning of a streamed result. The rest is read while its line is written, so it is never held. */
export async function readAhead(stream: RowStream): Promise<Result> {
  const rest = textOf(stream);
  const held: RowsText[] = [];
  let size = 0;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    held.push(next.value);
    size += next.value.length;
    if (size > mostAhead) return { result: held.join(''), rest };
  }
  return { result: held.join('') };
}

/** The length of an answer in characters. */
export const heldBy = (answer: Answer): number => ('result' in answer ? answer.result.length : 0);

/** The text of an answered line: one piece, unless its result is long. */
export async function* lineText(number: number, answer: Answer): AsyncGenerator<RowsText> {
  const body = 'error' in answer ? `"error":${JSON.stringify(answer.error)}` : `"result":${answer.result}`;
  const beginning = `{"line":${number},${body}`;
  const rest = 'result' in answer ? answer.rest : undefined;
  if (rest === undefined) {
    yield `${beginning}}\n`;
    return;
  }
  yield beginning;
  yield* rest;
  yield '}\n';
}
