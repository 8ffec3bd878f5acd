import type { Redactor } from './redactor.ts';

/** Levels of `DEFENDER_LOG`, from most to fewest lines. */
export const logLevels = ['debug', 'info', 'warn'] as const;

/** A level of `DEFENDER_LOG`. */
export type LogLevel = (typeof logLevels)[number];

type Write = (event: string, fields?: Record<string, unknown>) => void;

/** Writes events as JSON lines; events below the level are dropped. */
export type Log = Record<LogLevel, Write>;

/** Where lines go, and from which level on. */
export interface LogTarget {
  level: LogLevel;
  /** Receives each line, JSON without secrets and without a line break. */
  write: (line: string) => void;
}

/** Creates a log at `level`, or a silent one, that passes each line, without line break, to `write`. */
export function createLog(level: LogLevel | undefined, redactor: Redactor, write: (line: string) => void): Log {
  const from = level === undefined ? logLevels.length : logLevels.indexOf(level);
  const at = (name: LogLevel): Write =>
    logLevels.indexOf(name) < from
      ? () => {}
      : (event, fields) => {
          const line = { time: new Date().toISOString(), level: name, event, ...redactor.clean(fields) };
          try {
            write(JSON.stringify(line));
          } catch {
            // A log that fails must not change what becomes of a call.
          }
        };
  return { debug: at('debug'), info: at('info'), warn: at('warn') };
}
