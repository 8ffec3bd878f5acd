import type { Readable } from 'node:stream';
import { cancelled } from '../clock.ts';
import type { Fault } from '../errors.ts';
import { decodeText } from '../text-file.ts';
import { isObject } from '../values/text.ts';

/** Params as they came, and what is wrong with the way they came. */
export interface Input {
  params: Record<string, unknown>;
  faults: Fault[];
}

/** Bytes of one object of params at most, alone or in a line of a batch: contract sections 1 and 6. */
export const mostBytes = 16 * 1024 * 1024;

const refused = (message: string): Input => ({ params: {}, faults: [{ path: '', message }] });

/** Parses the params on stdin, or in a line of it: one JSON object in UTF-8, or nothing at all for none. */
export function parseParams(bytes: Uint8Array): Input {
  try {
    return paramsFromText(decodeText(bytes), 'stdin');
  } catch (error) {
    return refused(`stdin ${(error as Error).message}`);
  }
}

/** Parses params: one JSON object, or nothing at all for none; `source` names where the text comes from. */
export function paramsFromText(text: string, source: string): Input {
  if (text.trim() === '') return { params: {}, faults: [] };
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { params: value, faults: [] };
    return refused(`${source} must hold one JSON object`);
  } catch (error) {
    return refused(`${source} does not hold JSON: ${(error as Error).message}`);
  }
}

/** Adds the params of options, which replace the others; a dry run that either of them asks for is one. */
export const withOptions = (
  params: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({ ...params, ...options, ...(params.dryRun === true && { dryRun: true }) });

/** The fault of a stdin that cannot be read, such as a folder. */
export const unreadable = (error: unknown): string =>
  `stdin cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;

/** Reads stdin to its end, as far as it may go. Throws `cancelled` when a signal comes first. */
export async function readParams(stdin: Readable, signal: AbortSignal): Promise<Input> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = () => stdin.destroy(cancelled());
  if (signal.aborted) throw cancelled();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > mostBytes) return refused('stdin holds more than 16 MiB');
    }
  } catch (error) {
    if (signal.aborted) throw cancelled();
    return refused(unreadable(error));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return parseParams(Buffer.concat(chunks));
}
