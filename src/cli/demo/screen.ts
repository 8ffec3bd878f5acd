import type { Writable } from 'node:stream';
import { systemClock } from '../../clock.ts';
import { createProgressLine, type Screen as Terminal } from '../../terminal/progress-line.ts';

/** Where a demo is shown. */
export interface Screen {
  /** Prints one line. */
  say(line?: string): void;
  /** Shows that something takes time: on a terminal in a line that is rewritten. */
  wait(text: string): Waiting;
}

/** A wait that is being shown. */
export interface Waiting {
  /** Says how far it is. */
  tell(text: string): void;
  end(): void;
}

/** One row of the closing table. */
export interface Row {
  step: string;
  outcome: string;
  seconds: number;
}

const indent = '     ';

/** A screen that prints to `output` and rewrites a line on `terminal`, if that is one. */
export function createScreen(output: Writable, terminal: Terminal): Screen {
  const say = (line = '') => output.write(`${line}\n`);
  return { say, wait: (text) => (terminal.isTTY ? showLine(terminal, text) : showLines(say, text)) };
}

function showLines(say: (line: string) => void, text: string): Waiting {
  const tell = (told: string) => say(`${indent}wait   ${told}`);
  tell(text);
  return { tell, end: () => {} };
}

function showLine(terminal: Terminal, text: string): Waiting {
  let shown = text;
  const line = createProgressLine(
    terminal,
    systemClock,
    (ms) => `${indent}wait   ${(ms / 1000).toFixed(1)} s  ${shown}`,
  );
  line.begin();
  return {
    tell(told) {
      shown = told;
    },
    end: line.end,
  };
}

/** The closing table, as lines. */
export function table(rows: readonly Row[]): string[] {
  const all = [
    { step: 'step', outcome: 'outcome', seconds: 'seconds' },
    ...rows.map(({ step, outcome, seconds }) => ({ step, outcome, seconds: seconds.toFixed(1) })),
  ];
  const width = (key: 'step' | 'outcome' | 'seconds') => Math.max(...all.map((row) => row[key].length));
  const [steps, outcomes, times] = [width('step'), width('outcome'), width('seconds')];
  return all.map(
    ({ step, outcome, seconds }, index) =>
      `${index === 0 ? '  ' : String(index).padStart(2)}  ${step.padEnd(steps)}  ${outcome.padEnd(outcomes)}  ${seconds.padStart(times)}`,
  );
}
