import { RunProgress } from '../progress.ts';
import { isRowStream, type Outcome, type RowStream } from '../result.ts';
import { Calls, type SessionOptions } from './calls.ts';
import type { Call, ManyOptions, Session } from './session.ts';

/** Opens a session for a resource. Nothing is sent before the first call. */
export function openSession(options: SessionOptions): Session {
  const calls = new Calls(options);
  const session = {
    async run(id: string, params: unknown, { onProgress, ...own }: Call = {}): Promise<Outcome<object | RowStream>> {
      const progress = new RunProgress(onProgress);
      try {
        const loaded = await calls.load(id);
        const valid = await calls.validate(loaded, params);
        const defender = await calls.begin(loaded, progress, own);
        const result = await calls.run(await loaded.action(), valid, defender);
        return { result: isRowStream(result) ? calls.completeRows(id, result, progress) : result };
      } catch (thrown) {
        return { error: await calls.complete(id, thrown, progress) };
      }
    },
    async *runMany(id: string, items: AsyncIterable<unknown> | Iterable<unknown>, many?: ManyOptions) {
      yield* (await import('./run-many.ts')).runMany(calls, id, items, many);
    },
    close: () => calls.close(),
  };
  // Params are validated against the schemas that their types are computed from.
  return session as Session;
}
