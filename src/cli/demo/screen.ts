import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';

/** Where a demo is shown. */
export interface Screen {
  /** Prints one line. */
  say(line?: string): void;
  /** Shows that something takes time: a bar on a terminal, else a line. */
  wait(text: string, usualSeconds: number): Waiting;
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

/** A screen that prints to `output` and draws bars on `terminal`, if that is one. */
export function createScreen(output: Writable, terminal: Writable & { isTTY?: boolean }): Screen {
  const say = (line = '') => output.write(`${line}\n`);
  return { say, wait: (text, seconds) => (terminal.isTTY ? showBar(terminal, text, seconds) : showLines(say, text)) };
}

function showLines(say: (line: string) => void, text: string): Waiting {
  const tell = (told: string) => say(`${indent}wait   ${told}`);
  tell(text);
  return { tell, end: () => {} };
}

/** The length of a wait is unknown: the bar runs against the usual time and stays full when that is over. */
function showBar(stream: Writable, text: string, usualSeconds: number): Waiting {
  const bar = new SingleBar({
    stream,
    format: `${indent}wait   {bar} {seconds} s  {text}`,
    barsize: 20,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    forceRedraw: true,
  });
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  let shown = text;
  const draw = () => bar.update(Math.min(usualSeconds, seconds()), { text: shown, seconds: seconds().toFixed(1) });
  bar.start(usualSeconds, 0, { text, seconds: '0.0' });
  const timer = setInterval(draw, 100);
  return {
    tell(told) {
      shown = told;
      draw();
    },
    end() {
      clearInterval(timer);
      bar.stop();
    },
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
