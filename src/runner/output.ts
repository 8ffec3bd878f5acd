import type { Writable } from 'node:stream';
import type { RowStream, RowsText } from '../defender/row-stream.ts';
import { type ErrorCode, errorCodes, type SoarError, toSoarError } from '../errors.ts';
import { cancelled } from '../http/clock.ts';

/** Characters of the line on stderr at most: contract section 1. */
const longestLine = 1000;

/** How long a reader that takes nothing is waited for once a signal came, in milliseconds. */
const graceMs = 2000;

/**
 * Hands text over and waits until it is taken, so that a slow reader slows us and nothing is lost at exit.
 * @returns whether it was taken: false where the reader went away, or takes nothing although a signal wants the run to end
 */
export const writeOut = (stream: Writable, text: RowsText, signal?: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const giveUp = () => setTimeout(() => resolve(false), graceMs).unref();
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
    stream.write(text, (error) => {
      signal?.removeEventListener('abort', giveUp);
      resolve(!error);
    });
  });

/**
 * Writes a streamed result as one document. The first page is awaited before anything is written, so that a list that
 * fails at once is an error document; one that fails part-way keeps its rows and ends with the error.
 * @returns the error that ended the list, if one did
 */
export async function writeRows(
  stdout: Writable,
  { head, key, pages, tail }: RowStream,
  signal: AbortSignal,
  errorText: (error: SoarError) => Promise<string>,
): Promise<SoarError | undefined> {
  const iterator = pages[Symbol.asyncIterator]();
  let page = await iterator.next();
  const opening = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  let taken = await writeOut(stdout, `{${opening.join('')}${JSON.stringify(key)}:[`, signal);
  let separator = '';
  let failure: SoarError | undefined;
  while (!page.done && taken) {
    if (page.value.length > 0) {
      taken = (await writeOut(stdout, separator, signal)) && (await writeOut(stdout, page.value, signal));
      separator = ',';
    }
    // Nobody reads on: the rest of the list is not asked for.
    if (!taken) break;
    try {
      page = await iterator.next();
    } catch (thrown) {
      failure = toSoarError(thrown);
      break;
    }
  }
  const ending = failure === undefined ? JSON.stringify(tail()).slice(1, -1) : `"error":${await errorText(failure)}`;
  if (taken) await writeOut(stdout, `]${ending === '' ? '' : `,${ending}`}}\n`, signal);
  else if (signal.aborted) failure ??= cancelled();
  return failure;
}

/** The ids that somebody needs to go on, from an error's details. */
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

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;

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
