import type { LoadedAction } from '../catalogue/catalogue.ts';
import type { Action } from '../catalogue/define-action.ts';
import { cancelled } from '../clock.ts';
import type { DefenderContext } from '../defender/context.ts';
import type { Client } from '../engine/client.ts';
import { SoarError, toSoarError } from '../errors.ts';
import type { Log } from '../log.ts';
import { WriteProgress, type WriteState } from '../progress.ts';
import { isRowStream } from '../result.ts';
import { type Answer, heldBy, lineText, readAhead } from './batch-answer.ts';
import { mostInBulk, takeGroup, type Waiting } from './batch-group.ts';
import { parseParams, unreadable } from './input.ts';
import { type Line, linesOf } from './lines.ts';
import { exitCodeOf, writePieces } from './output.ts';
import { paramRefusal } from './read-input.ts';
import type { RunnerProcess } from './run-action.ts';

/** What a batch works with. */
export interface BatchContext {
  validate: LoadedAction['validate'];
  action: Action;
  io: RunnerProcess;
  client: Client;
  log: Log;
  concurrency: number;
  /** Makes an error ready for print: secrets removed, completed by what became of a write. */
  complete: (error: unknown, progress: WriteState) => Promise<SoarError>;
}

/** Lines that may be unanswered before reading pauses: contract section 6. */
const mostUnanswered = 1000;

/** Characters of results that may be unwritten before reading pauses. */
const mostHeld = 64 * 1024 * 1024;

/** A line's params, checked; throws what is wrong with them. */
async function paramsOf({ bytes }: Line, validate: LoadedAction['validate'], now: number): Promise<object> {
  if (bytes === undefined) throw paramRefusal([{ path: '', message: 'the line is larger than 16 MiB' }]);
  const { params, faults } = parseParams(bytes);
  const found = faults.length > 0 ? faults : await validate(params, now);
  if (found.length > 0) throw paramRefusal(found);
  return params;
}

/** A batch under way: what its lines share. */
class Batch {
  readonly #context: BatchContext;
  readonly #waiting: Waiting[] = [];
  /** Entra's refusal of the sign-in: its word holds for every line, so it is not asked again. */
  #refusal: SoarError | undefined;
  #running = 0;
  /** Bulk calls that are under way or queued. */
  #groups = 0;
  #taken = 0;
  /** Lines whose answer is written, the first ones of those taken. */
  #answered = 0;
  /** Characters of results that are not written yet. */
  #held = 0;
  #failed = false;
  #written: Promise<unknown> = Promise.resolve();
  #bulkCalls: Promise<void> = Promise.resolve();
  #readerIsThere = true;
  #wake = () => {};

  constructor(context: BatchContext) {
    this.#context = context;
  }

  /** Takes up a line; resolves when the next one may be read. */
  async add(line: Line): Promise<void> {
    const { validate, io, concurrency } = this.#context;
    const { signal } = io;
    const params = await paramsOf(line, validate, io.clock.now()).catch(toSoarError);
    this.#answer(line.number, params instanceof SoarError ? this.#refuse(params) : this.#perform(params));
    const isFull = () =>
      this.#running >= concurrency || this.#taken - this.#answered >= mostUnanswered || this.#held > mostHeld;
    while (isFull() && !signal.aborted) {
      // What waits for company at the head of the queue holds up every answer behind it, and with them the reading.
      const holdsUp = this.#waiting[0]?.place === this.#answered;
      if (this.#running === 0 && this.#groups === 0 && holdsUp) this.#sendGroups(1);
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  /** Whether somebody still takes the answers. */
  get readerIsThere(): boolean {
    return this.#readerIsThere;
  }

  /** Lets a pause in reading end. */
  wake(): void {
    this.#wake();
  }

  /** Sends what still waits for company, and resolves when every line is answered: whether all succeeded. */
  async finish(): Promise<boolean> {
    this.#sendGroups(1);
    await this.#bulkCalls;
    await this.#written;
    return !this.#failed;
  }

  /** Writes an answer behind those of the lines before. */
  #answer(number: number, coming: Promise<Answer>): void {
    this.#taken += 1;
    const held = coming.then((answer) => {
      this.#held += heldBy(answer);
      return answer;
    });
    this.#written = Promise.all([held, this.#written]).then(async ([answer]) => {
      this.#failed ||= 'error' in answer;
      if (this.#readerIsThere) await this.#write(number, answer);
      this.#held -= heldBy(answer);
      this.#answered += 1;
      this.#wake();
    });
  }

  async #write(number: number, answer: Answer): Promise<void> {
    const { complete, io } = this.#context;
    const lost = await writePieces(io.stdout, lineText(number, answer), io.signal, async (thrown) => {
      this.#failed = true;
      const error = await complete(thrown, { outcome: 'not_sent' });
      return `]},"error":${JSON.stringify(error)}}\n`;
    });
    if (lost === undefined) return;
    // If stdout cannot be written, nothing more is read, sent or retried, and the batch has failed.
    this.#readerIsThere = false;
    this.#failed = true;
    io.stdin.destroy();
  }

  #refuse(error: SoarError): Promise<Answer> {
    return this.#context.complete(error, { outcome: 'not_sent' }).then((complete) => ({ error: complete }));
  }

  #perform(params: object): Promise<Answer> {
    const { bulk } = this.#context.action;
    const isRehearsal = 'dryRun' in params && params.dryRun === true;
    if (bulk === undefined || isRehearsal) return this.#runAlone(params);
    return new Promise((answer) => {
      this.#waiting.push({ place: this.#taken, params, key: bulk.key(params), answer });
      this.#sendGroups(mostInBulk);
    });
  }

  async #runAlone(params: object): Promise<Answer> {
    const { action, io, log } = this.#context;
    const { signal, clock } = io;
    this.#running += 1;
    const answer = await this.#attempt(async (defender): Promise<Answer> => {
      const { run, bulk } = action;
      // An action with a bulk call gets here only in a dry run.
      const result = bulk ? await bulk.dryRun(params, defender) : await run({ params, defender, log, signal, clock });
      return isRowStream(result) ? readAhead(result) : { result: JSON.stringify(result) };
    });
    this.#running -= 1;
    this.#wake();
    return answer;
  }

  /** Bulk calls go one after the other, so that the later of two equal lines has the last word. */
  #sendGroups(least: number): void {
    while (this.#waiting.length >= least) {
      const group = takeGroup(this.#waiting);
      this.#groups += 1;
      this.#bulkCalls = this.#bulkCalls.then(async () => {
        await this.#runGroup(group);
        this.#groups -= 1;
        this.#wake();
      });
    }
  }

  async #runGroup(group: Waiting[]): Promise<void> {
    const { action, complete } = this.#context;
    const { bulk } = action;
    const params = group.map((item) => item.params);
    const outcomes = await this.#attempt(async (defender) => bulk?.run(params, defender) ?? []);
    for (const [index, { answer }] of group.entries()) {
      if ('error' in outcomes) answer(outcomes);
      else {
        const outcome = outcomes[index] ?? { error: new SoarError('internal', 'a bulk call left a line out') };
        answer(
          'result' in outcome
            ? { result: JSON.stringify(outcome.result) }
            : { error: await complete(outcome.error, { outcome: 'unknown' }) },
        );
      }
    }
  }

  /** Does something for one line or many, with a deadline and an outcome of its own. */
  async #attempt<T>(work: (defender: DefenderContext) => Promise<T>): Promise<T | { error: SoarError }> {
    if (this.#refusal) return { error: this.#refusal };
    if (!this.#readerIsThere) return { error: cancelled() };
    const { client, complete } = this.#context;
    const progress = new WriteProgress();
    try {
      return await work(client.begin(progress));
    } catch (thrown) {
      const error = await complete(thrown, progress);
      if (error.code === 'authentication_failed' && error.fields.status === undefined) this.#refusal = error;
      return { error };
    }
  }
}

/**
 * Answers every line of NDJSON in its order, several at a time; with a bulk call, up to 500 in one. Blank lines get no
 * answer.
 * @returns the exit code: 0 when every line succeeded, 7 when one failed, the signal's after a signal
 */
export async function runBatch(context: BatchContext): Promise<number> {
  const { stdin, signal, signalName } = context.io;
  const batch = new Batch(context);
  const stop = () => {
    stdin.destroy();
    batch.wake();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const line of linesOf(stdin)) {
      if (line.bytes === undefined || line.bytes.toString('utf8').trim() !== '') await batch.add(line);
      if (signal.aborted || !batch.readerIsThere) break;
    }
  } catch (error) {
    // Ended by us, stdin says that it ended too soon.
    if (!signal.aborted && batch.readerIsThere) {
      await batch.finish();
      throw paramRefusal([{ path: '', message: unreadable(error) }]);
    }
  }
  const succeeded = await batch.finish();
  if (signal.aborted) return exitCodeOf('cancelled', signalName());
  return succeeded ? 0 : 7;
}
