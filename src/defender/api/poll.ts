import { SoarError } from '../../errors.ts';
import type { PollNewAlertsParams } from '../../generated/types.ts';
import { unexpected } from '../../http/classify.ts';
import { readTime } from '../../values/moment.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import {
  type Cursor,
  type CursorKind,
  firstKey,
  isBeyond,
  keyOf,
  mostBeyond,
  type Place,
  readCursor,
  writeCursor,
} from './cursor.ts';
import { largestPage, noList } from './list.ts';
import { allOf, queryOf } from './odata.ts';

/** A collection whose entities are delivered as they come. */
export interface Feed {
  kind: CursorKind;
  path: string;
  /** Property that says when an entity was created, and its name in a filter. */
  createdAt: string;
  createdAtInFilter: string;
}

/** The params that every poll has. */
type PollParams = Pick<PollNewAlertsParams, 'cursor' | 'lookBackMinutes' | 'limit' | 'filter'>;

/** Which entities are meant, besides those that are new. */
interface Narrowing {
  conditions: readonly string[];
  expand?: string | undefined;
}

/** How late an entity may become visible, in milliseconds; older ones are complete. */
const overlap = 10 * 60_000;

type Row = Record<string, unknown>;

interface Page {
  rows: { row: Row; place: Place }[];
  hasMore: boolean;
  /** A moment of Defender's clock at which the rows had not been read yet, in milliseconds since 1970. */
  asOf: number;
}

function placeOf({ path, createdAt }: Feed, row: unknown): Place {
  const { id, [createdAt]: created } = (row ?? {}) as Row;
  const at = readTime(textOf(created));
  if (textOf(id) !== '' && at !== undefined) return { at, key: keyOf(textOf(id)) };
  throw unexpected(`GET ${path}`, `a row without id or ${createdAt}`);
}

/** Asks for rows that match all conditions, oldest first. */
async function readPage(
  { http, clock }: DefenderContext,
  feed: Feed,
  { conditions, expand }: Narrowing,
  { top, skip = 0 }: { top: number; skip?: number },
): Promise<Page> {
  const { path } = feed;
  const filter = allOf(undefined, conditions);
  const query = queryOf({ filter, orderBy: `${feed.createdAtInFilter} asc`, expand, top, skip });
  const { json, status, date, tookMs } = await http.read({ method: 'GET', path, query });
  const { value, '@odata.nextLink': link } = json;
  if (!Array.isArray(value)) throw noList(path, status);
  const asOf = Math.floor((date ?? clock.now()) - tookMs);
  const rows = value.map((row) => ({ row: row as Row, place: placeOf(feed, row) }));
  return { rows, asOf, hasMore: rows.length > 0 && (rows.length >= top || textOf(link) !== '') };
}

/** The most readings of the rows of one millisecond until all of them are known. */
const mostPasses = 5;

/**
 * Every row of one millisecond. Rows with the same time have no fixed order: if they fill several pages, a row may move from a
 * later page to one that was already read. So they are read again until no row came twice, or none was new.
 */
async function readRowsAt(
  context: DefenderContext,
  feed: Feed,
  at: number,
  { conditions, expand }: Narrowing,
): Promise<Page['rows']> {
  const time = feed.createdAtInFilter;
  const [from, to] = [at, at + 1].map((moment) => new Date(moment).toISOString());
  const narrowing = { conditions: [`${time} ge ${from}`, `${time} lt ${to}`, ...conditions], expand };
  const found = new Map<string, Page['rows'][number]>();
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const before = found.size;
    const seen = new Set<string>();
    let read = 0;
    for (let hasMore = true; hasMore; ) {
      const page = await readPage(context, feed, narrowing, { top: largestPage, skip: read });
      for (const one of page.rows) {
        seen.add(one.place.key);
        found.set(one.place.key, one);
      }
      read += page.rows.length;
      hasMore = page.hasMore;
    }
    if (seen.size === read || found.size === before) return [...found.values()];
  }
  throw new SoarError('unavailable', `GET ${feed.path} gave the rows of ${from} in another order on each page`, {
    hint: 'Run again with the same cursor: nothing was delivered.',
  });
}

/** Creates the cursor of a first run. The service's clock defines now, so one row is read first. */
async function firstCursor(context: DefenderContext, { path }: Feed, minutes: number): Promise<Cursor> {
  const { http, clock } = context;
  await http.read({ method: 'GET', path, query: { $top: 1 } });
  // Entities carry the service's time, however far it is from ours.
  const now = Math.floor(clock.now() + (http.skewMs() ?? 0));
  return { madeAt: now, upTo: { at: now - minutes * 60_000, key: firstKey }, beyond: [] };
}

/**
 * Reads entities from the oldest on until `enough` are known that were not delivered. Each page begins at the time of the
 * last row before: a row that leaves the filter meanwhile cannot push another one out of sight, as it could with `$skip`.
 * @returns them in order, and when they began to be read
 */
async function readNew(context: DefenderContext, feed: Feed, since: Cursor, enough: number, narrowing: Narrowing) {
  const { upTo, beyond } = since;
  const { path, createdAtInFilter: time } = feed;
  const { conditions, expand } = narrowing;
  const delivered = new Set(beyond.map(({ key }) => key));
  const found = new Map<string, Page['rows'][number]>();
  const known = (before: number) =>
    [...found.values()]
      .filter(({ place }) => place.at < before)
      .sort((a, b) => (isBeyond(a.place, b.place) ? 1 : -1))
      .slice(0, enough);
  const add = (rows: Page['rows']) => {
    for (const one of rows) {
      if (isBeyond(one.place, upTo) && !delivered.has(one.place.key)) found.set(one.place.key, one);
    }
  };
  let asOf: number | undefined;
  let top = Math.min(largestPage, enough + beyond.length + 1);
  for (let from = upTo.at; ; top = Math.min(largestPage, 2 * top)) {
    const notBefore = `${time} ge ${new Date(from).toISOString()}`;
    const page = await readPage(context, feed, { conditions: [notBefore, ...conditions], expand }, { top });
    asOf ??= page.asOf;
    add(page.rows);
    if (!page.hasMore) return { fresh: known(Number.POSITIVE_INFINITY), asOf };
    let last = from;
    for (const { place } of page.rows) {
      if (place.at < last) throw unexpected(`GET ${path}`, 'rows that are not in the order asked for');
      last = place.at;
    }
    // The last moment may have more rows, so the next page begins with it; if it fills a page, it is read by itself.
    const isOneMoment = last === from;
    if (isOneMoment) add(await readRowsAt(context, feed, last, narrowing));
    from = isOneMoment ? last + 1 : last;
    const fresh = known(from);
    if (fresh.length >= enough) return { fresh, asOf };
  }
}

/** Marks a place as delivered: everything before the overlap by one position, entities in it one by one. */
function including({ madeAt, upTo, beyond }: Cursor, place: Place, horizon: number): Cursor {
  const reached = place.at < horizon ? place : { at: horizon, key: firstKey };
  const next = isBeyond(reached, upTo) ? reached : upTo;
  return { madeAt, upTo: next, beyond: [...beyond, place].filter((one) => isBeyond(one, next)) };
}

/**
 * Entities that are new since a cursor, oldest first, each with the cursor of everything up to it. Keeps no state: the
 * same cursor gives the same again. Why nothing is missed or comes twice: docs/decisions/0010-polling-by-cursor.md.
 */
export async function poll<T extends object>(
  context: DefenderContext,
  feed: Feed,
  params: PollParams,
  { conditions, expand }: Narrowing,
): Promise<(T & { cursor: string })[]> {
  const given = params.cursor === undefined ? undefined : readCursor(feed.kind, params.cursor);
  const since = given ?? (await firstCursor(context, feed, params.lookBackMinutes));
  const narrowing = { conditions: [...conditions, ...(params.filter ? [`(${params.filter})`] : [])], expand };
  const { fresh, asOf } = await readNew(context, feed, since, params.limit, narrowing);
  const results: (T & { cursor: string })[] = [];
  let cursor: Cursor = { ...since, madeAt: asOf };
  for (const { row, place } of fresh) {
    cursor = including(cursor, place, asOf - overlap);
    if (cursor.beyond.length > mostBeyond) break;
    results.push({ ...(row as T), cursor: writeCursor(feed.kind, cursor) });
  }
  return results;
}
