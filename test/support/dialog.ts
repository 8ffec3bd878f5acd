import { stripVTControlCharacters } from 'node:util';
import { type Ended, type Running, start } from './process.ts';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Keys that a person presses. */
export const keys = { enter: '\r', up: '\u001b[A', down: '\u001b[B', clear: '\u0015', ctrlC: '\u0003' };

/** A program at a terminal that asks questions. */
export interface Dialog {
  /** Waits until the terminal shows a text that it has not shown before the last answer. Rejects if the program ends. */
  shows(text: string): Promise<void>;
  /** Presses keys, or types a text. */
  press(...pressed: string[]): void;
  /** Waits for a question and answers it. */
  answer(question: string, ...pressed: string[]): Promise<void>;
  /** What has been on the terminal so far. */
  text(): string;
  ended: Promise<Ended>;
}

/** Waits for a text on the terminal, from a position on; returns the position after it. */
function waitFor({ child }: Running, text: string, from: number, read: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      child.stdout.off('data', look);
      child.off('close', fail);
    };
    const look = () => {
      const at = read().indexOf(text, from);
      if (at === -1) return;
      stop();
      resolve(at + text.length);
    };
    const fail = () => {
      stop();
      reject(new Error(`the program ended without "${text}":\n${read().slice(from)}`));
    };
    child.stdout.on('data', look);
    child.once('close', fail);
    look();
  });
}

/** Starts `node script ...args` at a terminal (all three streams). `script` is part of util-linux. */
export function startDialog(
  script: string,
  args: readonly string[],
  env: Record<string, string | undefined>,
  folder: string,
): Dialog {
  const command = [process.execPath, script, ...args].map(quoted).join(' ');
  const running = start(
    'script',
    ['-qec', `stty cols 120 rows 40; cd ${quoted(folder)}; exec ${command}`, '/dev/null'],
    {
      env: { TERM: 'xterm-256color', ...env },
      stdin: 'open',
    },
  );
  const chunks: Buffer[] = [];
  running.child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const text = () => stripVTControlCharacters(Buffer.concat(chunks).toString('utf8')).replaceAll('\r\n', '\n');
  let position = 0;
  const dialog: Dialog = {
    async shows(wanted) {
      position = await waitFor(running, wanted, position, text);
    },
    press: (...pressed) => {
      running.child.stdin.write(pressed.join(''));
    },
    async answer(question, ...pressed) {
      await dialog.shows(question);
      dialog.press(...pressed);
    },
    text,
    ended: running.ended,
  };
  return dialog;
}
