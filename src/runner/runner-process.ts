import type { Readable, Writable } from 'node:stream';
import type { Clock } from '../clock.ts';
import type { Environment } from '../resource/fields.ts';
import type { RunDisplay } from '../terminal/run-display.ts';
import type { Input } from './input.ts';
import type { Presentation } from './presentation.ts';

/** The process around a run, passed in so that a run can be driven without one. */
export interface RunnerProcess {
  argv: readonly string[];
  env: Environment;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable;
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  /** Returns the signal that was received. */
  signalName: () => NodeJS.Signals | undefined;
  clock: Clock;
  /** Rejects with an error that nothing caught, so that even such a run ends in one document without secrets. */
  crashed: Promise<never>;
  /** Reads the params of a single run, if not from stdin alone. */
  params?: ((io: Pick<RunnerProcess, 'stdin' | 'signal'>) => Promise<Input>) | undefined;
  /** Params that every line of a batch gets; they replace those of the line. */
  common?: Readonly<Record<string, unknown>> | undefined;
  /** How the end of a single run is written: one JSON document if left out. */
  presentation?: Presentation | undefined;
  /** Shows progress; only a run at a terminal has one. */
  display?: RunDisplay | undefined;
}
