import type { Session } from '../engine/session.ts';
import { failedBatchExit, SoarError } from '../errors.ts';
import { paramRefusal } from '../refusals.ts';
import { isRowStream, type Outcome, type RowStream, type RowsText, textOf } from '../result.ts';
import { parseParams, unreadable, withOptions } from './input.ts';
import { type Line, linesOf } from './lines.ts';
import { exitCodeOf, writePieces } from './output.ts';
import type { RunnerProcess } from './runner-process.ts';

/** Parses the params of a line and adds the common ones; a line that holds none is its error. */
function paramsOf({ bytes }: Line, common: RunnerProcess['common']): object {
  if (bytes === undefined) return paramRefusal([{ path: '', message: 'the line is larger than 16 MiB' }]);
  const { params, faults } = parseParams(bytes);
  return faults.length > 0 ? paramRefusal(faults) : withOptions(params, common);
}

const isBlank = ({ bytes }: Line): boolean => bytes !== undefined && bytes.toString('utf8').trim() === '';

/** Reads the params of each line that is not blank, and keeps the numbers of the lines in `numbers`. */
async function* paramsOfLines(
  { stdin, common, display }: RunnerProcess,
  numbers: number[],
): AsyncGenerator<object, void> {
  try {
    for await (const line of linesOf(stdin)) {
      if (isBlank(line)) continue;
      numbers.push(line.number);
      display?.lineRead((line.bytes?.length ?? 0) + 1);
      yield paramsOf(line, common);
    }
    display?.allRead();
  } catch (error) {
    throw paramRefusal([{ path: '', message: unreadable(error) }]);
  }
}

/** Characters of a line that are written at once: a reader may expect a short line in one chunk. */
const pieceLength = 65_536;

/** Formats an answered line; a result of rows is read while it is written. */
async function* lineText(line: number, outcome: Outcome<object | RowStream>): AsyncGenerator<RowsText> {
  if ('error' in outcome || !isRowStream(outcome.result)) {
    yield `${JSON.stringify({ line, ...outcome })}\n`;
    return;
  }
  let text = `{"line":${line},"result":`;
  for await (const piece of textOf(outcome.result)) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}}\n`;
}

/**
 * Runs an action for every line of NDJSON on stdin and answers the lines in order.
 * @returns the exit code: 0 if every line succeeded, 7 if one failed, that of the signal after a signal
 */
export async function runBatch(session: Session, id: string, concurrency: number, io: RunnerProcess): Promise<number> {
  const { stdin, stdout, signal, signalName, display } = io;
  const numbers: number[] = [];
  let hasFailed = false;
  signal.addEventListener('abort', () => stdin.destroy(), { once: true });
  const options = { concurrency, onProgress: display?.report };
  for await (const outcome of session.runMany(id, paramsOfLines(io, numbers), options)) {
    let isError = 'error' in outcome;
    const lost = await writePieces(stdout, lineText(numbers.shift() ?? 0, outcome), signal, async (error) => {
      isError = true;
      return `]},"error":${JSON.stringify(error)}}\n`;
    });
    display?.answered(isError);
    hasFailed ||= isError;
    if (lost instanceof SoarError) {
      // If stdout cannot be written, nothing more is read or sent, and the batch has failed.
      hasFailed = true;
      stdin.destroy();
      break;
    }
  }
  if (signal.aborted) return exitCodeOf('cancelled', signalName());
  return hasFailed ? failedBatchExit : 0;
}
