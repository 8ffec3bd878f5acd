import { orCancelled } from '../clock.ts';

/** How items are run. */
export interface Lane<Item, Prepared, Result> {
  /** Prepares an item, in the order of the items; never rejects. */
  prepare(item: Item): Promise<Prepared>;
  /** Runs an item; never rejects. */
  run(prepared: Prepared, place: number): Promise<Result>;
  /** Whether as many items are running as may. */
  isBusy(): boolean;
  /** Measures a result that is held, in characters. */
  sizeOf(result: Result): number;
  /** Called while reading is paused: the item at this place is the first without an answer. */
  onPause(place: number): void;
  /** Called when no further item is coming. */
  onEnd(): void;
}

/** Items that may be unanswered before reading pauses: contract section 6. */
const mostUnanswered = 1000;

/** Characters of results that may be held before reading pauses. */
const mostHeld = 64 * 1024 * 1024;

/** Wakes everything that waits for a change. */
export class Changes {
  #waiting: (() => void)[] = [];

  /** Resolves at the next change. */
  readonly next = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));

  /** Reports a change. */
  readonly report = (): void => {
    for (const wake of this.#waiting.splice(0)) wake();
  };
}

/**
 * Runs items as they come and yields their results in the same order. An item counts as answered when the consumer asks for
 * the next result; reading pauses while too much is unanswered. The signal ends reading, not what has started. If the
 * consumer stops early, `stop` is aborted and the generator waits for what is running. Throws only what reading throws,
 * after the results of what was read.
 */
export async function* inOrder<Item, Prepared, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  lane: Lane<Item, Prepared, Result>,
  changes: Changes,
  stop: AbortController,
): AsyncGenerator<Result, void> {
  const unanswered: Promise<Result>[] = [];
  let answered = 0;
  let held = 0;
  let hasEnded = false;
  let failure: unknown;
  const isFull = () => lane.isBusy() || unanswered.length >= mostUnanswered || held > mostHeld;

  async function read(): Promise<void> {
    let iterator: AsyncIterator<Item> | Iterator<Item> | undefined;
    try {
      iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
      for (let place = 0; !stop.signal.aborted; place += 1) {
        const next = await orCancelled(Promise.resolve(iterator.next()), stop.signal);
        if (next.done) {
          iterator = undefined;
          return;
        }
        const prepared = await lane.prepare(await next.value);
        unanswered.push(
          lane.run(prepared, place).then((value) => {
            held += lane.sizeOf(value);
            changes.report();
            return value;
          }),
        );
        changes.report();
        while (isFull() && !stop.signal.aborted) {
          lane.onPause(answered);
          await changes.next();
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) failure = error;
    } finally {
      hasEnded = true;
      lane.onEnd();
      changes.report();
      // An iterator that waits for its source may never return, and one that fails now changes no result.
      Promise.resolve()
        .then(() => iterator?.return?.())
        .catch(() => {});
    }
  }

  stop.signal.addEventListener('abort', changes.report, { once: true });
  const reading = read();
  try {
    for (;;) {
      const [first] = unanswered;
      if (first === undefined) {
        if (hasEnded) break;
        await changes.next();
        continue;
      }
      const result = await first;
      yield result;
      unanswered.shift();
      answered += 1;
      held -= lane.sizeOf(result);
      changes.report();
    }
    if (failure !== undefined) throw failure;
  } finally {
    stop.abort();
    await reading;
    await Promise.all(unanswered);
  }
}
