import type { Clock } from '../clock.ts';
import type { ProgressReport, Waiting } from '../progress.ts';
import { isRowStream, type RowStream, type RowsText } from '../result.ts';
import { createProgressLine, type ProgressLine, type Screen } from './progress-line.ts';
import { type BatchFacts, progressText, type RunFacts } from './progress-text.ts';

/** Shows how far a run or a batch is. */
export interface RunDisplay extends ProgressLine {
  /** Receives a report of the run, or of any run of the batch. */
  report(report: ProgressReport): void;
  /** Returns the result; if its rows are streamed, they are counted as they are read. */
  counted<T extends object>(result: T | RowStream): T | RowStream;
  /** Receives the length of a line of the batch that was read, in bytes. */
  lineRead(bytes: number): void;
  /** Says that the last line of the batch was read. */
  allRead(): void;
  /** Counts an answer, in the order of the lines. */
  answered(hasFailed: boolean): void;
}

/** What a display is made of. */
export interface DisplayOptions {
  /** Id of the action. */
  id: string;
  terminal: Screen;
  clock: Pick<Clock, 'now'>;
  /** Bytes of the whole input; undefined if that is unknown. */
  inputBytes: number | undefined;
}

const isPause = ({ for: what }: Waiting): boolean => what === 'rate limit' || what === 'retry';

/** Creates the display of a run on one line of a terminal. */
export function createRunDisplay({ id, terminal, clock, inputBytes }: DisplayOptions): RunDisplay {
  const facts: RunFacts = {};
  const batch: BatchFacts = { done: 0, failed: 0, answeredBytes: 0, allBytes: inputBytes, pause: undefined };
  const waitingLengths: number[] = [];
  let readBytes = 0;
  const text = (elapsedMs: number) => `${id}: ${progressText(facts, elapsedMs, clock.now())}`;
  const line = createProgressLine(terminal, clock, text);

  async function* countedPages({ pages, tail }: RowStream): AsyncGenerator<RowsText> {
    let count = 0;
    for await (const page of pages) {
      count += 1;
      const { count: rows } = tail();
      facts.read = { rows: typeof rows === 'number' ? rows : undefined, pages: count };
      yield page;
    }
  }

  return {
    ...line,
    report(report) {
      facts.report = report;
      if (report.waiting && isPause(report.waiting)) batch.pause = report.waiting;
    },
    counted: (result) => (isRowStream(result) ? { ...result, pages: countedPages(result) } : result),
    lineRead(bytes) {
      line.begin();
      facts.batch = batch;
      waitingLengths.push(bytes);
      readBytes += bytes;
    },
    allRead() {
      batch.allBytes = readBytes;
    },
    answered(hasFailed) {
      batch[hasFailed ? 'failed' : 'done'] += 1;
      batch.answeredBytes += waitingLengths.shift() ?? 0;
    },
  };
}
