import type { SoarError } from '../errors.ts';
import type { Query } from './query.ts';

/** One call of the API. */
export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `{name}` for each of `values`: the kind of call that limits count. */
  path: string;
  values?: Record<string, string>;
  query?: Query | undefined;
  /** A whole address instead of path and query: the next page, as the service named it. */
  url?: string | undefined;
  body?: Record<string, unknown>;
  /** Media type of the body; `application/json` where left out. */
  contentType?: string;
  /** Longest time for one attempt in seconds; 30 where left out. */
  attemptSeconds?: number;
  /** Largest answer that is read, in bytes; that of an entity if left out. */
  mostBytes?: number;
  /** Reads the body, as JSON where left out. Throws for what it cannot read. */
  parse?: (body: Buffer) => unknown;
  /** Says what an attempt's failure means for this kind of call, before the retry decides. */
  explain?: (error: SoarError, failure: Failure) => SoarError;
}

/** A call that changes something. */
export interface WriteCall extends Call {
  /** The action that shows what became of it. */
  followUp: string;
}

/** What surrounded a failed attempt. */
export interface Failure {
  /** Milliseconds from sending to the failure. */
  tookMs: number;
  /** The service's clock at that moment, else ours, in milliseconds since 1970. */
  now: number;
}

/** What surrounded a success. */
interface Success {
  status: number;
  /** Time of the answer by the service's clock, in milliseconds since 1970; undefined if it has none. */
  date: number | undefined;
  /** Milliseconds from sending to the last byte. */
  tookMs: number;
}

/** A success: the body as an object (empty for 204), and what surrounded it. */
export interface Answer extends Success {
  json: Record<string, unknown>;
}

/** A success whose body was not read yet. */
export interface RawAnswer extends Success {
  /** The body in chunks; gzipped where `readRaw` gave it. */
  chunks: Buffer[];
}

/** A call as it is attempted. */
export type Outgoing = { gzipped: boolean } & ((Call & { write: false }) | (WriteCall & { write: true }));

/** A path template with its values, each encoded as one segment. */
export const fillPath = (path: string, values: Record<string, string> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? '').replaceAll('%3A', ':'));

/** A call as errors and logs name it. */
export const nameOf = ({ method, path, values }: Call): string => `${method} ${fillPath(path, values)}`;
