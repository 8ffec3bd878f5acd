import { type Ended, start } from './process.ts';

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** How a program is run at a terminal. */
export interface Session {
  env?: Record<string, string | undefined>;
  /** Columns of the terminal. */
  columns?: number;
  /** Redirections of the shell, such as `2>err`. */
  redirected?: string;
}

/**
 * Runs `node script ...args` at a terminal (all three streams) and returns what is on it, with lines that end in LF.
 * `script` is part of util-linux.
 */
export async function atTerminal(
  script: string,
  args: readonly string[],
  { env = {}, columns = 120, redirected = '' }: Session = {},
): Promise<Ended> {
  const command = [process.execPath, script, ...args].map(quoted).join(' ');
  const { ended } = start('script', ['-qec', `stty cols ${columns}; exec ${command} ${redirected}`, '/dev/null'], {
    env: { TERM: 'xterm-256color', ...env },
    stdin: 'open',
  });
  const result = await ended;
  return { ...result, stdout: result.stdout.replaceAll('\r\n', '\n') };
}
