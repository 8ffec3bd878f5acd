import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { cancelled } from '../clock.ts';
import { type ErrorCode, errorCodes, SoarError, toSoarError } from '../errors.ts';
import type { RowsText } from '../result.ts';

/** Characters of the line on stderr at most: contract section 1. */
const longestLine = 1000;

/** How long a run still waits for its reader after a signal, in milliseconds. */
const graceMs = 2000;

/** A file as a stream. Node's own stream ignores a short write, which a full disk or a quota causes. */
const fileStream = (fd: number): Writable =>
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      try {
        for (let at = 0; at < chunk.length; ) {
          const written = writeSync(fd, chunk, at);
          // The next attempt would take none either.
          if (written === 0) throw new Error('it takes no more bytes');
          at += written;
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });

/** Stdout or stderr as a stream that reports a failure only to the write's callback. */
export function openChannel(stream: NodeJS.WriteStream & { fd: number }): Writable {
  const channel = fstatSync(stream.fd).isFile() ? fileStream(stream.fd) : stream;
  return channel.on('error', () => {});
}

const undelivered = ({ code, message }: NodeJS.ErrnoException): SoarError =>
  new SoarError('internal', `the output could not be written to stdout (${code ?? message})`, {
    hint: 'Free space on the disk, or keep the reader open, and run again.',
  });

/**
 * Writes text and waits until it is flushed, so that a slow reader slows the run and nothing is lost at exit.
 * @returns why the text was not delivered, if it was not: the write failed, or a signal came and the reader is stuck
 */
export const writeOut = (stream: Writable, text: RowsText, signal?: AbortSignal): Promise<SoarError | undefined> =>
  new Promise((resolve) => {
    const giveUp = () => setTimeout(() => resolve(cancelled()), graceMs).unref();
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
    stream.write(text, (error) => {
      signal?.removeEventListener('abort', giveUp);
      resolve(error ? undelivered(error) : undefined);
    });
  });

/**
 * Writes pieces of text as they arrive. If they fail after the first one, `ending` gives the text that closes what was
 * begun; before that the error is thrown.
 * @returns why the text was not delivered, if it was not
 */
export async function writePieces(
  stdout: Writable,
  pieces: AsyncIterable<RowsText>,
  signal: AbortSignal,
  ending: (error: SoarError) => Promise<string>,
): Promise<SoarError | undefined> {
  let hasBegun = false;
  try {
    for await (const piece of pieces) {
      hasBegun = true;
      const lost = await writeOut(stdout, piece, signal);
      // Without a reader the rest is not requested.
      if (lost !== undefined) return lost;
    }
    return undefined;
  } catch (thrown) {
    if (!hasBegun) throw thrown;
    return writeOut(stdout, await ending(toSoarError(thrown)), signal);
  }
}

/** The ids that an analyst needs to go on, from an error's details. */
function idsOf(error: SoarError): string {
  const details = (error.fields.details ?? {}) as {
    machineActionId?: string;
    machineAction?: { id?: string };
    investigationId?: string;
    investigation?: { id?: string };
    candidates?: { id?: string }[];
  };
  const action = details.machineActionId ?? details.machineAction?.id;
  const investigation = details.investigationId ?? details.investigation?.id;
  const candidates = details.candidates?.map((candidate) => candidate?.id ?? String(candidate)).join(' ');
  return [
    action && `machine action ${action}`,
    investigation && `investigation ${investigation}`,
    candidates && `candidates ${candidates}`,
    error.fields.requestId && `request ${error.fields.requestId}`,
  ]
    .filter(Boolean)
    .join('; ');
}

const shorten = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/**
 * The one line that an analyst sees: code, message, hint and ids, without line breaks. When it is too long, the ids stay
 * and the message gives way.
 */
export function errorLine(error: SoarError): string {
  const flat = (text: string) => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const hint = shorten(flat(error.fields.hint ?? ''), 300);
  const ids = shorten(flat(idsOf(error)), 400);
  const end = [hint && `- ${hint}`, ids && `(${ids})`].filter(Boolean).join(' ');
  return `${shorten(flat(`${error.code}: ${error.message}`), longestLine - end.length - 1)} ${end}`.trim();
}

/** Exit status of an error; a cancelled run ends as its signal does. */
export const exitCodeOf = (code: ErrorCode, signal: NodeJS.Signals | undefined): number =>
  code === 'cancelled' && signal === 'SIGINT' ? 130 : errorCodes[code].exit;
