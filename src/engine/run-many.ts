import { cancelled } from '../clock.ts';
import type { DefenderContext } from '../defender/context.ts';
import { SoarError, toSoarError } from '../errors.ts';
import { RunProgress } from '../progress.ts';
import { paramRefusal } from '../refusals.ts';
import { isRowStream, type Outcome, type RowStream } from '../result.ts';
import { BulkCalls } from './bulk-calls.ts';
import type { Calls } from './calls.ts';
import { Changes, inOrder } from './in-order.ts';
import { readAhead } from './read-ahead.ts';
import { concurrencies, type ManyOptions } from './session.ts';

type Answer = Outcome<object | RowStream>;

/** Runs an action for many items, see `Session.runMany`. */
export async function* runMany(
  calls: Calls,
  id: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
  { concurrency = concurrencies.usual, signal = calls.signal, log, onProgress }: ManyOptions = {},
): AsyncGenerator<Answer, void> {
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > concurrencies.most) {
    const message = `must be a whole number from 1 to ${concurrencies.most}`;
    throw paramRefusal([{ path: 'concurrency', message }]);
  }
  const loaded = await calls.load(id);
  const action = await loaded.action();
  const { bulk } = action;
  const stop = new AbortController();
  const changes = new Changes();
  /** Characters of rows that were read ahead. */
  const sizes = new WeakMap<object, number>();
  let running = 0;
  let refusal: SoarError | undefined;

  /** Makes one call, with a deadline and an outcome of its own. */
  async function attempt<T>(work: (defender: DefenderContext) => Promise<T>): Promise<T | { error: SoarError }> {
    const progress = new RunProgress(onProgress);
    try {
      if (refusal !== undefined) return { error: refusal };
      if (stop.signal.aborted) throw cancelled();
      return await work(await calls.begin(loaded, progress, { signal, log }));
    } catch (thrown) {
      const error = await calls.complete(id, thrown, progress);
      // Entra refuses the application, whatever the item, so it is asked once.
      if (error.code === 'authentication_failed' && error.fields.status === undefined) refusal = error;
      return { error };
    }
  }

  async function runAlone(params: object): Promise<Answer> {
    running += 1;
    const outcome = await attempt(async (defender) => {
      // An action with a bulk call gets here only for a dry run.
      const result = bulk ? await bulk.dryRun(params, defender) : await calls.run(action, params, defender);
      if (!isRowStream(result)) return { result };
      const { stream, size } = await readAhead(result);
      const completed = calls.completeRows(id, stream, { outcome: 'not_sent' });
      sizes.set(completed, size);
      return { result: completed };
    });
    running -= 1;
    changes.report();
    return outcome;
  }

  const bulkCalls =
    bulk &&
    new BulkCalls({
      bulk,
      attempt,
      complete: (error) => calls.complete(id, error, { outcome: 'unknown' }),
      onEnd: changes.report,
    });

  const lane = {
    prepare: (item: unknown): Promise<object> =>
      item instanceof SoarError ? Promise.resolve(item) : calls.validate(loaded, item).catch(toSoarError),
    async run(params: object, place: number): Promise<Answer> {
      if (params instanceof SoarError) return { error: await calls.complete(id, params, { outcome: 'not_sent' }) };
      const isDryRun = 'dryRun' in params && params.dryRun === true;
      return bulkCalls === undefined || isDryRun ? runAlone(params) : bulkCalls.add(place, params);
    },
    isBusy: () => running >= concurrency,
    sizeOf: (answer: Answer) => ('error' in answer ? 0 : (sizes.get(answer.result) ?? sizeOfResult(answer.result))),
    onPause(place: number) {
      // A half-full group at the head of the queue blocks all later answers, and so the reading.
      if (running === 0) bulkCalls?.flushAt(place);
    },
    onEnd: () => bulkCalls?.flush(),
  };

  const onSignal = () => stop.abort();
  if (signal.aborted) stop.abort();
  else signal.addEventListener('abort', onSignal, { once: true });
  try {
    yield* inOrder(items, lane, changes, stop);
  } finally {
    signal.removeEventListener('abort', onSignal);
  }
}

/** Results whose size was measured, which takes as long as writing them. */
const measured = new WeakMap<object, number>();

function sizeOfResult(result: object): number {
  const size = measured.get(result) ?? JSON.stringify(result).length;
  measured.set(result, size);
  return size;
}
