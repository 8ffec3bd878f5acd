import { createHash } from 'node:crypto';
import type { Fault } from '../../errors.ts';

/** What a cursor may belong to. */
export type CursorKind = 'alerts' | 'remediations';

/**
 * Where an entity stands among those of its kind: its time in milliseconds since 1970, then, so that there are no ties,
 * a hash of its id (14 hexadecimal digits: one chance in 10^14 that two of a few hundred share it).
 */
export interface Place {
  at: number;
  key: string;
}

/** What was delivered so far: everything up to a place, and some beyond it. */
export interface Cursor {
  /** When it was made, by Defender's clock, in milliseconds since 1970. */
  madeAt: number;
  upTo: Place;
  beyond: readonly Place[];
}

/** Bytes of a time, a key, an offset beyond `upTo`, and the checksum. */
const bytes = { time: 6, key: 7, offset: 3, checksum: 4 };
const head = 2 * bytes.time + bytes.key;
const each = bytes.offset + bytes.key;

/** Offsets from this on count no milliseconds, but steps: two hours ahead of the rest is a clock gone astray. */
const firstStep = 2 ** (8 * bytes.offset - 1);

/** One such step in milliseconds: they reach four years ahead. */
const stepMs = 2 ** 14;

/** Places that a cursor holds beyond `upTo`: as many as fit into 4 KB of text. */
export const mostBeyond = 300;

/** Days that a cursor is valid: a tenant may keep data no longer. */
const goodDays = 30;

/** The key before every other. */
export const firstKey = '00'.repeat(bytes.key);

const hashOf = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** The key of an entity. */
export const keyOf = (id: string): string => hashOf(id).subarray(0, bytes.key).toString('hex');

/** Whether a place comes after another. */
export const isBeyond = (place: Place, other: Place): boolean =>
  place.at > other.at || (place.at === other.at && place.key > other.key);

const checksum = (kind: CursorKind, payload: Buffer): Buffer =>
  hashOf(Buffer.concat([Buffer.from(kind), payload])).subarray(0, bytes.checksum);

/** Encodes the offset between two times in three bytes; a large offset is rounded up to the next step. */
function offsetOf(at: number, from: number): number {
  if (at - from < firstStep) return at - from;
  const steps = Math.ceil(at / stepMs) - Math.floor(from / stepMs);
  return firstStep + Math.min(steps, firstStep - 1);
}

/** Decodes an offset; rounded up, so that no entity is delivered twice. */
const timeAt = (offset: number, from: number): number =>
  offset < firstStep ? from + offset : (Math.floor(from / stepMs) + offset - firstStep) * stepMs;

/** A cursor as text: its kind and version, then base64url of its parts and a checksum. */
export function writeCursor(kind: CursorKind, { madeAt, upTo, beyond }: Cursor): string {
  const payload = Buffer.alloc(head + beyond.length * each);
  payload.writeUIntBE(madeAt, 0, bytes.time);
  payload.writeUIntBE(upTo.at, bytes.time, bytes.time);
  payload.write(upTo.key, 2 * bytes.time, 'hex');
  for (const [index, { at, key }] of beyond.entries()) {
    const start = head + index * each;
    payload.writeUIntBE(offsetOf(at, upTo.at), start, bytes.offset);
    payload.write(key, start + bytes.offset, 'hex');
  }
  return `${kind}1.${Buffer.concat([payload, checksum(kind, payload)]).toString('base64url')}`;
}

/** Reads a cursor; undefined if it is of another kind, cut or changed. */
export function readCursor(kind: CursorKind, text: string): Cursor | undefined {
  const prefix = `${kind}1.`;
  if (!text.startsWith(prefix)) return undefined;
  const body = text.slice(prefix.length);
  const all = Buffer.from(body, 'base64url');
  const payload = all.subarray(0, -bytes.checksum);
  const isWhole = payload.length >= head && (payload.length - head) % each === 0;
  // Decoding ignores other characters: the text must be the same after encoding it again.
  const isUnchanged = all.toString('base64url') === body;
  if (!isWhole || !isUnchanged || !checksum(kind, payload).equals(all.subarray(-bytes.checksum))) return undefined;
  const keyAt = (start: number) => payload.toString('hex', start, start + bytes.key);
  const upTo = { at: payload.readUIntBE(bytes.time, bytes.time), key: keyAt(2 * bytes.time) };
  const beyond = Array.from({ length: (payload.length - head) / each }, (_, index): Place => {
    const start = head + index * each;
    return { at: timeAt(payload.readUIntBE(start, bytes.offset), upTo.at), key: keyAt(start + bytes.offset) };
  });
  return { madeAt: payload.readUIntBE(0, bytes.time), upTo, beyond };
}

/** What is wrong with a cursor that was handed in, if anything; `now` is in milliseconds since 1970. */
export function cursorFaults(kind: CursorKind, text: unknown, now: number): Fault[] {
  if (typeof text !== 'string') return [];
  const cursor = readCursor(kind, text);
  if (cursor === undefined) {
    return [
      { path: 'cursor', message: 'is not a cursor of this action, or was cut or changed: hand it back as it came' },
    ];
  }
  if (now - cursor.madeAt <= goodDays * 86_400_000) return [];
  const made = new Date(cursor.madeAt).toISOString();
  const message = `is from ${made} and good for ${goodDays} days only: begin without it, with lookBackMinutes`;
  return [{ path: 'cursor', message }];
}
