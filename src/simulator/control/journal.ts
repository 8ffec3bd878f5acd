import { wireTime } from '../tenant/time.ts';
import { type Exchange, pairs } from '../wire/exchange.ts';

/** One request in the journal, without secrets and signatures of links. */
interface JournalEntry {
  time: string;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | string[] | undefined>;
  /** Whether there was an Authorization header; its value is not shown. */
  authorized: boolean;
  /** The JSON or form of the body, else its text; null if it was empty. */
  body: unknown;
  /** Status of the response; null if the connection was cut before it was sent. */
  status: number | null;
  /** The injected fault that applied. */
  fault?: string;
}

/** The requests to the tenant, newest last. */
export interface Journal {
  /** Adds a request and how it ended. `now` is in milliseconds since 1970. */
  note(exchange: Exchange, now: number, status: number | null, fault?: string): void;
  entries(): JournalEntry[];
  clear(): void;
}

/** Largest size of the journal: beyond it the oldest requests are dropped. */
const mostBytes = 64 * 1024 * 1024;
const entryBytes = 1024;
const secretHeaders = ['authorization', 'proxy-authorization', 'cookie'];
const tokenFields = ['access_token', 'refresh_token', 'id_token'];
const secretFields = ['client_secret', 'client_assertion', 'assertion', 'password', 'sig', ...tokenFields];

interface Note {
  exchange: Exchange;
  now: number;
  status: number | null;
  fault?: string;
}

/** Makes an empty journal. Secrets are removed when it is read, which most runs never do. */
export function makeJournal(secret: string): Journal {
  let notes: Note[] = [];
  let bytes = 0;
  return {
    note(exchange, now, status, fault) {
      notes.push({ exchange, now, status, ...(fault === undefined ? {} : { fault }) });
      bytes += entryBytes + exchange.body.length;
      if (bytes <= mostBytes) return;
      let dropped = 0;
      for (; dropped < notes.length - 1 && bytes > mostBytes / 2; dropped += 1) {
        bytes -= entryBytes + (notes[dropped]?.exchange.body.length ?? 0);
      }
      notes = notes.slice(dropped);
    },
    entries: () => notes.map((note) => entryOf(note, secret)),
    clear: () => {
      notes = [];
      bytes = 0;
    },
  };
}

function entryOf({ exchange, now, status, fault }: Note, secret: string): JournalEntry {
  const headers = Object.entries(exchange.headers).filter(([name]) => !secretHeaders.includes(name));
  return {
    time: wireTime(now),
    method: exchange.method,
    path: exchange.path,
    query: exchange.query
      .split('&')
      .filter((part) => !secretFields.includes(part.split('=', 1)[0]?.toLowerCase() ?? ''))
      .join('&'),
    headers: Object.fromEntries(headers),
    authorized: exchange.headers.authorization !== undefined,
    body: bodyOf(exchange, secret),
    status,
    ...(fault === undefined ? {} : { fault }),
  };
}

function bodyOf(exchange: Exchange, secret: string): unknown {
  const text = exchange.body.toString('utf8').replaceAll(secret, 'removed');
  if (text === '') return null;
  try {
    // Secrets are also removed from a form that was sent as JSON by mistake.
    return JSON.parse(text, (name, value) => (secretFields.includes(name.toLowerCase()) ? undefined : value));
  } catch {
    if (!text.includes('=')) return text;
    return formOf(text) ?? text.replace(/(client_secret|client_assertion|password|sig)=[^&\s]*/gi, '$1=removed');
  }
}

function formOf(text: string): Record<string, string> | undefined {
  try {
    return Object.fromEntries(pairs(text).filter(([name]) => !secretFields.includes(name.toLowerCase())));
  } catch {
    return undefined;
  }
}
