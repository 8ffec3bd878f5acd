import type { Settings } from '../tenant/settings.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { wireTime } from '../tenant/time.ts';
import { type Exchange, jsonText, pairs, type Reply } from '../wire/exchange.ts';
import { type ListOptions, maxTop } from './options.ts';

/** What a list call returns. */
export interface Listing {
  /** Name of the entity set, for `@odata.context`. */
  set: string;
  /** Rows in default order, not yet filtered. */
  rows: readonly Record<string, unknown>[];
  options: ListOptions;
  /** The property with the creation time of a row, if calls create rows: new ones may appear late. */
  madeAt?: string;
}

/** Rows that are visible already and match the filter, in the requested order. */
export function selectRows(listing: Listing, { now, settings }: Tenant): readonly Record<string, unknown>[] {
  const { rows, madeAt, options } = listing;
  const { lagSeconds, repeatRows } = settings;
  const newest = wireTime(now() - lagSeconds * 1000);
  const isVisible = (row: Record<string, unknown>) => madeAt === undefined || String(row[madeAt]) <= newest;
  const visible = lagSeconds === 0 ? rows : rows.filter(isVisible);
  const fitting = options.filter === undefined ? visible : visible.filter(options.filter);
  const ordered = options.orderBy === undefined ? fitting : [...fitting].sort(options.orderBy);
  return repeatRows ? ordered.flatMap((row) => [row, row]) : ordered;
}

/** Pages with at least this many rows are cached, because a large tenant is read repeatedly. */
const keptRows = 1000;

/** Cached pages by the rows that they were made of, which change with the tenant. */
const written = new WeakMap<readonly object[], Map<string, Reply>>();

/**
 * Answers one page. It is not documented whether the service sends `@odata.nextLink` on these collections, so the tenant's
 * settings decide. The link leads to the remaining rows, up to `$top`.
 */
export function pageReply(
  listing: Listing,
  matching: readonly Record<string, unknown>[],
  exchange: Exchange,
  settings: Settings,
): Reply {
  const { lagSeconds, nextLinks, repeatRows } = settings;
  const key = JSON.stringify([
    exchange.origin,
    exchange.path,
    exchange.query,
    settings.pageSize,
    nextLinks,
    repeatRows,
  ]);
  const kept = written.get(listing.rows) ?? new Map<string, Reply>();
  const known = lagSeconds === 0 ? kept.get(key) : undefined;
  if (known !== undefined) return known;
  const { options } = listing;
  const pageSize = Math.min(settings.pageSize, maxTop);
  const size = Math.min(options.top ?? Number.POSITIVE_INFINITY, pageSize);
  const rows = matching.slice(options.skip, options.skip + size);
  const wanted = Math.min(options.top ?? Number.POSITIVE_INFINITY, matching.length - options.skip);
  const head: Record<string, unknown> = { '@odata.context': contextOf(exchange, listing.set) };
  if (options.count) head['@odata.count'] = matching.length;
  const tail = nextLinks && wanted > size ? { '@odata.nextLink': nextLink(exchange, options, size) } : {};
  const value = options.select === undefined ? rows : rows.map((row) => pick(row, options.select ?? []));
  const reply = jsonText(200, Buffer.from(JSON.stringify({ ...head, value, ...tail })));
  if (rows.length >= keptRows && lagSeconds === 0) written.set(listing.rows, kept.set(key, reply));
  return reply;
}

/** The `@odata.context` of an entity set, on the host the client used. */
export const contextOf = (exchange: Exchange, set: string): string => `${exchange.origin}/api/$metadata#${set}`;

const pick = (row: Record<string, unknown>, names: string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));

function nextLink(exchange: Exchange, options: ListOptions, size: number): string {
  const kept = pairs(exchange.query).filter(([name]) => !['$skip', '$top'].includes(name.toLowerCase()));
  const paging: [string, string][] = [['$skip', String(options.skip + size)]];
  if (options.top !== undefined) paging.unshift(['$top', String(options.top - size)]);
  const query = [...kept, ...paging].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${exchange.origin}${exchange.path}?${query}`;
}
