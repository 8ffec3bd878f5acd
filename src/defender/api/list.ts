import { SoarError } from '../../errors.ts';
import type { ListMachinesParams } from '../../generated/types.ts';
import { mostBytes } from '../../http/body.ts';
import type { Call } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import type { Http } from '../../http/http.ts';
import type { Query } from '../../http/query.ts';
import { parsePage, Rows } from '../../json/page.ts';
import { mapRows, type RowStream, type RowsText } from '../../result.ts';
import { isObject } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { allOf, oneOf, type QueryOptions, queryOf } from './odata.ts';

/** Rows of the largest page that Defender returns: https://learn.microsoft.com/defender-endpoint/api/get-machines */
export const largestPage = 10_000;

/** A collection of entities. */
export interface Collection {
  path: string;
  /** What messages call an entity. */
  entity: string;
  /** Whether Defender returns 404 for an empty list. */
  emptyIs404?: boolean;
  /** Converts a row to a result. */
  row?: (row: Record<string, unknown>) => object;
}

/** A list to read: a collection with OData options, or a function such as findbytag with a fixed query. */
export interface Listing extends Omit<Collection, 'entity'> {
  query: QueryOptions;
  fixedQuery?: Query;
  values?: Record<string, string>;
}

/** Params of every list, as validated. */
type ListParams = Pick<ListMachinesParams, 'filter' | 'orderBy' | 'select' | 'top' | 'skip' | 'includeCount'>;

const noRows = new Rows(Buffer.alloc(0), 0, []);

interface Page {
  rows: Rows;
  /** `@odata.nextLink` as it came. */
  link?: unknown;
  count?: unknown;
  /** Whether the list ends although Defender counted more rows. */
  isCut?: boolean;
}

/** The next page's address; it is only followed to the host that the token was sent to before. */
function nextOf(http: Http, { path }: Listing, link: unknown): string | undefined {
  if (link === undefined || link === null || link === '') return undefined;
  const base = http.urlOf({ method: 'GET', path });
  const url = typeof link === 'string' && URL.canParse(link, base) ? new URL(link, base) : undefined;
  // A user name in an address would be sent as another authorization.
  if (url === undefined || url.origin !== new URL(base).origin || url.username !== '' || url.password !== '') {
    throw unexpected(`GET ${path}`, 'a next page on another host, which was not followed', { delivered: 'no' });
  }
  return url.href;
}

/** The error for a success without a list. */
export const noList = (path: string, status: number): SoarError =>
  unexpected(`GET ${path}`, `${status} and no list under "value"`, { status });

async function askForPage(http: Http, collection: Listing, url: string | undefined, query: Query): Promise<Page> {
  const call: Call = {
    method: 'GET',
    path: collection.path,
    query,
    url,
    mostBytes: mostBytes.page,
    parse: parsePage,
    ...(collection.values && { values: collection.values }),
  };
  try {
    const { json, status } = await http.read(call);
    const { value: rows, '@odata.nextLink': link, '@odata.count': count } = json;
    if (rows instanceof Rows) return { rows, link, count };
    throw noList(collection.path, status);
  } catch (error) {
    // A missing page that an earlier page named is not the end of the list.
    if (collection.emptyIs404 && url === undefined && error instanceof SoarError && error.code === 'not_found')
      return { rows: noRows, count: 0 };
    throw error;
  }
}

/**
 * Reads a collection page by page: by `@odata.nextLink` if one comes, else by `$top` and `$skip` until a short page. As
 * long as `@odata.count` says more, a short page is not the end.
 * @yields each page and the count that Defender gave, if any; an empty page that is cut if rows are missing at the end
 */
async function* pagesOf(http: Http, collection: Listing, wanted: number): AsyncGenerator<Page> {
  const first = collection.query.skip ?? 0;
  const seen = new Set<string>();
  let counted = 0;
  let url: string | undefined;
  for (let read = 0; read < wanted; ) {
    const top = Math.min(largestPage, wanted - read);
    const options = { ...collection.query, top, skip: first + read };
    const page = await askForPage(http, collection, url, collection.fixedQuery ?? queryOf(options));
    yield page;
    read += page.rows.count;
    counted = Math.max(counted, Number(page.count) || 0);
    // Judged only now, so that the rows that came with a bad link are not lost.
    const next = nextOf(http, collection, page.link);
    if (next !== undefined) {
      if (seen.has(next)) throw unexpected(`GET ${collection.path}`, 'a next page that was read before');
      seen.add(next);
    } else {
      const isMissing = first + read < counted && read < wanted;
      const canSkip = collection.fixedQuery === undefined && page.rows.count > 0;
      if (isMissing && !canSkip) yield { rows: noRows, isCut: true };
      const isFull = url === undefined && page.rows.count >= top;
      if (!canSkip || !(isMissing || isFull)) return;
    }
    url = next;
  }
}

/** Streams a list as a result: `value`, `count`, `totalCount` if Defender gives one, `hasMore`. */
export function list(
  http: Http,
  collection: Listing,
  { top = Number.POSITIVE_INFINITY, includeCount = false }: Pick<Partial<ListParams>, 'top' | 'includeCount'>,
): RowStream {
  let count = 0;
  let totalCount: unknown;
  let hasMore = false;
  const { row } = collection;
  async function* pages(): AsyncGenerator<RowsText> {
    const query = { ...collection.query, count: includeCount };
    // One row more than wanted tells whether something is cut.
    for await (const page of pagesOf(http, { ...collection, query }, top + 1)) {
      totalCount ??= page.count;
      const taken = Math.min(page.rows.count, top - count);
      hasMore = taken < page.rows.count || page.isCut === true;
      count += taken;
      const text = page.rows.text(taken);
      const resume = http.pause();
      yield row ? mapRows(text, (one) => (isObject(one) ? row(one) : one)) : text;
      resume();
      if (hasMore) return;
    }
  }
  return {
    head: {},
    key: 'value',
    pages: pages(),
    tail: () => ({ count, ...(includeCount && Number.isInteger(totalCount) ? { totalCount } : {}), hasMore }),
  };
}

/** Returns the params of a list that other lists do not have: what to filter by. */
export function ownParams<Params extends ListParams>(params: Params): Omit<Params, keyof ListParams> {
  const { filter, orderBy, select, top, skip, includeCount, ...own } = params;
  return own;
}

/** Lists the entities of a collection that match the conditions and the caller's own filter. */
export function listOf(
  { http }: DefenderContext,
  collection: Collection,
  params: ListParams,
  conditions: readonly (string | undefined)[],
  expand?: string,
): RowStream {
  const { filter, orderBy, select, skip } = params;
  return list(
    http,
    { ...collection, query: { filter: allOf(filter, conditions), orderBy, select, expand, skip } },
    params,
  );
}

/** Ids that one filter names at most: all 500 of a call would be too long for an address. */
const idsInFilter = 50;

/** Reads the entities with these ids; unknown ids are left out. */
export async function allOfIds<T>(http: Http, collection: { path: string }, ids: readonly string[]): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += idsInFilter) {
    const filter = oneOf('id', ids.slice(at, at + idsInFilter));
    found.push(...(await all<T>(http, { ...collection, query: { filter } })));
  }
  return found;
}

/** The rows of a collection, one after another. Throws if the list may be incomplete: a target must not depend on a part of it. */
export async function* eachRow<T>(http: Http, collection: Listing, most = Number.POSITIVE_INFINITY): AsyncGenerator<T> {
  for await (const page of pagesOf(http, collection, most)) {
    if (page.isCut) {
      throw unexpected(`GET ${collection.path}`, 'fewer rows than it counts', {
        hint: 'Try again, or use the id.',
      });
    }
    for (const row of page.rows.read()) {
      if (!isObject(row)) throw unexpected(`GET ${collection.path}`, 'a row that is not an object');
      yield row as T;
    }
  }
}

/**
 * A whole collection in memory, for look-ups whose filter leaves few. A list that grows while its pages are read shows a
 * row again; it is one all the same, as it was read last.
 */
export async function all<T>(http: Http, collection: Listing): Promise<T[]> {
  const rows = new Map<unknown, T>();
  for await (const row of eachRow<T>(http, collection)) {
    rows.set((row as { id?: unknown }).id ?? row, row);
  }
  return [...rows.values()];
}
