// Runs the whole gate: generated files fresh, types, lint, layers, dead code, a build, then every test against that build.
// Arguments go to vitest. The last line is "N passed, N failed"; each gate that is not a test counts as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './checkout.ts';

/** Runs a command of node_modules/.bin; returns whether it succeeded. */
function run(command: string, args: readonly string[] = []): boolean {
  console.log(`> ${[command, ...args].join(' ')}`);
  return spawnSync(`${ROOT}node_modules/.bin/${command}`, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

const gates = [
  run('jiti', ['build/generate.ts', '--check']),
  run('tsc'),
  run('biome', ['check', '--error-on-warnings', '.']),
  run('depcruise', ['src', 'actions']),
  run('knip'),
  run('jiti', ['build/bundle.ts']),
];

const folder = mkdtempSync(join(tmpdir(), 'defender-soar-test-'));
const report = join(folder, 'report.json');
const vitestArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ok = run('vitest', [...vitestArgs, ...process.argv.slice(2)]);
let passed = gates.filter(Boolean).length;
let failed = gates.length - passed;
try {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  failed += numFailedTests === 0 && !ok ? Math.max(1, numFailedTestSuites) : numFailedTests;
} catch {
  failed += 1;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
