import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readManifest } from './catalogue.ts';
import { ROOT } from './checkout.ts';

/** Tests that start many processes, or take seconds: `npm run check` runs those of what changed. */
export const SLOW = [
  'actions/',
  'e2e/',
  'export/',
  'soak/',
  'build/new.',
  'cli/',
  'contract/examples.',
  'contract/library.',
  'defender/hunting-clouds.',
  'defender/polling.',
  'docs/samples.',
  'http/answer-bounds.',
  'http/connections.',
  'http/no-answer.',
  'simulator/server.',
];

/** Slow tests by the source that they concern: what they run as a process no import shows. */
export const TESTS_OF_SOURCE: [RegExp, string[]][] = [
  [/^src\/runner\//, ['e2e/input', 'e2e/options', 'e2e/output', 'e2e/signals', 'e2e/batch.', 'e2e/progress']],
  [/^src\/(terminal\/|progress\.ts$)/, ['e2e/progress']],
  [/^src\/engine\//, ['e2e/batch.', 'e2e/batch-indicators', 'e2e/targets']],
  [/^src\/resource\//, ['e2e/resource', 'e2e/from-env']],
  [/^src\/cloud\//, ['e2e/tokens', 'defender/hunting-clouds']],
  [/^src\/http\//, ['e2e/network', 'e2e/proxy', 'http/answer-bounds', 'http/connections', 'http/no-answer']],
  [/^src\/defender\/hunting\//, ['defender/hunting-clouds', 'e2e/hunting-equality']],
  [/^src\/json\//, ['e2e/long-list', 'e2e/hunting-equality']],
  [/^src\/defender\/packages\//, ['e2e/download', 'e2e/package-host']],
  [/^src\/defender\/indicators\//, ['e2e/batch-indicators', 'e2e/unclear-bulk-calls']],
  [/^src\/defender\/writes\//, ['e2e/undelivered', 'e2e/races', 'actions/isolate-machine']],
  [/^src\/defender\/api\//, ['defender/polling']],
  [/^src\/simulator\//, ['simulator/server']],
  [/^src\/(cli|runner|terminal)\//, ['cli/']],
  [/^(README\.md$|docs\/|build\/samples)/, ['docs/samples']],
  [/^src\/cli\/(simulate|tenant-files)\./, ['simulator/server', 'e2e/tenant-files']],
  [/^src\/index\.ts$|^src\/engine\/|^examples\/|^package\.json$/, ['contract/library']],
  [/^(build|schemas)\//, ['build/new']],
  [/^schemas\//, ['contract/examples']],
  [/^(src\/export\/|schemas\/oif\/)/, ['export/oif-files']],
];

/** Files that differ from where this branch left main, uncommitted and new ones included. */
function changedFiles(): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
  let base = 'HEAD';
  try {
    base = git('merge-base', 'HEAD', 'main');
  } catch {
    // A clone without a branch main: what is not committed counts.
  }
  const files = `${git('diff', '--name-only', base)}\n${git('ls-files', '--others', '--exclude-standard')}`;
  return files.split('\n').filter(Boolean);
}

/** The slow tests that one changed file concerns, as filters for vitest. */
function testsOf(file: string): string[] {
  if (/^test\/.*\.test\.ts$/.test(file)) return existsSync(ROOT + file) ? [file] : [];
  const action = /^(?:actions|schemas\/actions)\/([\w-]+)(?:\.rules)?\.(?:ts|json)$/.exec(file)?.[1];
  if (action !== undefined) return [`test/actions/${action}.`];
  const collection = /^src\/(?:defender|simulator\/collections)\/([\w-]+)\//.exec(file)?.[1];
  const actions = readManifest().actions.filter((entry) => entry.collection === collection);
  const tests = TESTS_OF_SOURCE.flatMap(([source, names]) => (source.test(file) ? names : []));
  return [...actions.map(({ id }) => `test/actions/${id}.`), ...tests.map((name) => `test/${name}`)];
}

/** The test files that `npm run check` runs: all but the slow ones, and the slow ones of what changed. */
export function quickTests(): string[] {
  const names = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' });
  const tests = names.filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`);
  const changed = changedFiles().flatMap(testsOf);
  return tests.filter((test) => {
    const isSlow = SLOW.some((name) => test.startsWith(`test/${name}`));
    return !isSlow || changed.some((name) => test.startsWith(name));
  });
}
