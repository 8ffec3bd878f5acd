import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../checkout.ts';

/** Runs the command line at a terminal of so many columns, with colours; returns all that it printed. */
export async function capture(args: readonly string[], columns: number, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const command = [process.execPath, `${ROOT}dist/cli.js`, ...args].map((word) => `'${word}'`).join(' ');
  const { stdout } = await promisify(execFile)(
    'script',
    ['-qec', `stty cols ${columns}; exec ${command}`, '/dev/null'],
    {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', TERM: 'xterm-256color', ...env },
      timeout: 60_000,
    },
  );
  return stdout;
}
