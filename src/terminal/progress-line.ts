import { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';

/** How long something takes before a line is shown for it, and how often the line is rewritten, in milliseconds. */
const firstMs = 1000;
const everyMs = 200;

/** Columns of a terminal that does not say how many it has. */
const usualColumns = 80;

const erasure = '\r\u001b[2K';

/** A stream that may be a terminal. */
export type Screen = Writable & { isTTY?: boolean; columns?: number };

/** One line on a terminal that says how far something is. */
export interface ProgressLine {
  /** Starts the time; without effect if it was started before. */
  begin(): void;
  /** Returns a stream that erases the line before it writes to `stream`, whose text may appear on the same terminal. */
  above(stream: Screen): Writable;
  /** Erases the line for good. */
  end(): void;
}

/** Cuts text to a line of printable ASCII, so that its length is its width: Defender's words are part of it. */
const fitted = (text: string, columns: number): string => text.replace(/[^ -~]+/g, '').slice(0, columns - 1);

const endsLine = (chunk: string | Uint8Array): boolean => chunk.at(-1) === '\n' || chunk.at(-1) === 0x0a;

/**
 * Creates a line that appears on a terminal once something takes longer than a second, and is rewritten in place.
 *
 * @param text returns the line after so many milliseconds
 */
export function createProgressLine(
  terminal: Screen,
  clock: Pick<Clock, 'now'>,
  text: (elapsedMs: number) => string,
): ProgressLine {
  let timer: NodeJS.Timeout | undefined;
  let began = 0;
  let shown = '';
  let isLineBegun = false;
  const erase = () => {
    if (shown !== '') terminal.write(erasure);
    shown = '';
  };
  const draw = () => {
    const elapsed = clock.now() - began;
    if (elapsed < firstMs || isLineBegun) return;
    const line = fitted(text(elapsed), terminal.columns || usualColumns);
    if (line === shown) return;
    terminal.write(`${erasure}${line}`);
    shown = line;
  };
  return {
    begin() {
      if (timer !== undefined) return;
      began = clock.now();
      // It must not keep a process alive whose work is over.
      timer = setInterval(draw, everyMs).unref();
    },
    above: (stream) =>
      new Writable({
        decodeStrings: false,
        write(chunk: string | Buffer, encoding, done) {
          erase();
          isLineBegun = stream.isTTY === true && !endsLine(chunk);
          stream.write(chunk, encoding, done);
        },
      }).on('error', () => {}),
    end() {
      clearInterval(timer);
      erase();
    },
  };
}
