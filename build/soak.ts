// Draws runs with faults and checks every promise of the contract on them; see test/soak/. A failing run prints its
// script and the options that replay it.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ROOT } from './checkout.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** How many of a hundred runs are separate processes. */
    processes: { type: 'string', default: '5' },
    /** Place of a failure among the runs of the seed, to replay that one. */
    path: { type: 'string' },
  },
});

function wholeNumber(name: 'runs' | 'seed' | 'processes'): string {
  if (/^\d+$/.test(values[name])) return values[name];
  console.error(`--${name} must be a whole number`);
  process.exit(2);
}

const env = {
  ...process.env,
  SOAK_RUNS: wholeNumber('runs'),
  SOAK_SEED: wholeNumber('seed'),
  SOAK_PROCESSES: wholeNumber('processes'),
  ...(values.path && { SOAK_PATH: values.path }),
};
const { status } = spawnSync(`${ROOT}node_modules/.bin/vitest`, ['run', 'test/soak', '--disable-console-intercept'], {
  cwd: ROOT,
  stdio: 'inherit',
  env,
});
process.exitCode = status === 0 ? 0 : 1;
