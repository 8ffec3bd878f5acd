// The whole gate: generated files fresh, types, lint, layers, dead code, a build, then every test against that build.
// Arguments are handed to vitest. Closes with "N passed, N failed", where each gate that is not a test counts as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './catalogue.mjs';

const run = (command, args) => {
  console.log(`> ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { cwd: fileURLToPath(root), stdio: 'inherit' }).status === 0;
};
const bin = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, root));

const gates = [
  ['node', ['scripts/generate.mjs', '--check']],
  [bin('tsc'), []],
  [bin('biome'), ['check', '--error-on-warnings', '.']],
  [bin('depcruise'), ['src', 'actions']],
  [bin('knip'), []],
  ['node', ['scripts/build.mjs']],
];
const results = gates.map(([command, args]) => run(command, args));

const folder = mkdtempSync(join(tmpdir(), 'defender-soar-test-'));
const report = join(folder, 'report.json');
const ok = run(bin('vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
let passed = results.filter(Boolean).length;
let failed = results.length - passed;
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
