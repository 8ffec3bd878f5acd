// Runs the gate: generated files fresh, types, lint, layers, dead code, a build, then the tests against that build.
// Arguments go to vitest. --quick (`npm run check`) runs only those of the slow tests that a change concerns.
// The last line is "N passed, N failed"; each step that is not a test counts as one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickTests } from './changed.ts';
import { ROOT } from './checkout.ts';

/** The steps before the tests, the longest first; two run at a time. */
const STEPS = [
  ['jiti', 'build/bundle.ts'],
  ['knip'],
  ['tsc'],
  ['jiti', 'build/generate.ts', '--check'],
  ['biome', 'check', '--error-on-warnings', '.'],
  ['depcruise', 'src', 'actions'],
];

const start = ([command, ...args]: readonly string[], stdio: 'inherit' | 'pipe'): ChildProcess =>
  spawn(`${ROOT}node_modules/.bin/${command}`, args, { cwd: ROOT, stdio });

/** Runs one step and prints its output if it fails; returns whether it succeeded. */
async function runStep(step: readonly string[]): Promise<boolean> {
  const began = Date.now();
  const child = start(step, 'pipe');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${((Date.now() - began) / 1000).toFixed(1)} s  ${step.join(' ')}`);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** Runs all steps, two at a time; returns how many succeeded. */
async function runSteps(): Promise<number> {
  const left = [...STEPS];
  let succeeded = 0;
  const lane = async () => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) if (await runStep(step)) succeeded += 1;
  };
  await Promise.all([lane(), lane()]);
  return succeeded;
}

/** Runs tests; returns how many passed and failed. */
async function runTests(args: readonly string[]): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'defender-soar-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const [code] = await once(start(['vitest', 'run', ...reporters, ...args], 'inherit'), 'close');
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failedOtherwise = code === 0 || numFailedTests > 0 ? 0 : Math.max(1, numFailedTestSuites);
    return { passed: numPassedTests, failed: numFailedTests + failedOtherwise };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2).filter((arg) => arg !== '--quick');
const succeeded = await runSteps();
const tests = await runTests(process.argv.includes('--quick') ? [...quickTests(), ...args] : args);
const failed = tests.failed + STEPS.length - succeeded;
console.log(`${tests.passed + succeeded} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
