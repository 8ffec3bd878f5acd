// Draws runs with faults and checks every promise of the contract on them; see test/soak/. A failing run prints its
// script and the options that replay it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './catalogue.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** Of a hundred runs, how many are processes of their own. */
    processes: { type: 'string', default: '5' },
    /** Where in the seed's runs a failure was found: replays that one. */
    path: { type: 'string' },
  },
});
const whole = (name) => {
  if (/^\d+$/.test(values[name])) return values[name];
  console.error(`--${name} must be a whole number`);
  process.exit(2);
};
const env = {
  ...process.env,
  SOAK_RUNS: whole('runs'),
  SOAK_SEED: whole('seed'),
  SOAK_PROCESSES: whole('processes'),
  ...(values.path && { SOAK_PATH: values.path }),
};
const inCheckout = { cwd: fileURLToPath(root), stdio: 'inherit', env };
const built = spawnSync('node', ['scripts/build.mjs'], inCheckout);
const vitest = fileURLToPath(new URL('node_modules/.bin/vitest', root));
const soaked = built.status === 0 && spawnSync(vitest, ['run', 'test/soak', '--disable-console-intercept'], inCheckout);
process.exitCode = soaked && soaked.status === 0 ? 0 : 1;
