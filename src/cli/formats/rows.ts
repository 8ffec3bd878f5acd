import { parseLossless } from '../../json/lossless.ts';
import { isRowStream, type RowStream } from '../../result.ts';

type Members = Record<string, unknown>;

/** A list as its rows arrive. */
export interface List {
  /** Key of the rows in the result; undefined if the result is an array. */
  key: string | undefined;
  /** Members that are known before the rows. */
  head: Members;
  pages: AsyncIterable<readonly unknown[]>;
  /** Returns the members that are known after the rows. */
  tail: () => Members;
}

async function* parsed({ pages }: RowStream): AsyncGenerator<readonly unknown[]> {
  for await (const page of pages) yield parseLossless(`[${page}]`) as unknown[];
}

async function* once(rows: readonly unknown[]): AsyncGenerator<readonly unknown[]> {
  yield rows;
}

/** Returns the rows of a result that is a list; undefined for one object. */
export function listOf(result: object | RowStream): List | undefined {
  if (isRowStream(result)) return { ...result, pages: parsed(result) };
  return Array.isArray(result) ? { key: undefined, head: {}, pages: once(result), tail: () => ({}) } : undefined;
}
