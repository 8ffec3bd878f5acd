// Runs test files of the copy one at a time, as its parent asks: one vitest that stays, a fresh process for each file.
import { join } from 'node:path';
import { createVitest, type TestRunResult, type TestSpecification } from 'vitest/node';

// Leads a process group, so that whatever a mutant leaves running ends with it.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

const folder = process.cwd();
const vitest = await createVitest(
  'test',
  { root: folder, watch: false, maxWorkers: 1, bail: 1, reporters: [{}] },
  { cacheDir: join(folder, 'tmp', `vite-${process.pid}`) },
);

/** Describes the first test of a file that failed; undefined if none did. */
function failureOf({ moduleId }: TestSpecification, { testModules, unhandledErrors }: TestRunResult) {
  // Vitest returns every file that it has run so far.
  const module = testModules.find((each) => each.moduleId === moduleId);
  const [unhandled] = unhandledErrors;
  if (unhandled !== undefined) return (unhandled as Error).message;
  if (module?.ok()) return undefined;
  const [test] = module?.children.allTests('failed') ?? [];
  const [error] = test?.result().errors ?? module?.errors() ?? [];
  return [test?.fullName, error?.message].filter(Boolean).join(': ') || 'did not run';
}

process.on('message', async ({ test, path }: { test: string; path: string }) => {
  process.env.PATH = path;
  const specification = vitest.getRootProject().createSpecification(join(folder, test));
  process.send?.({ failure: failureOf(specification, await vitest.runTestSpecifications([specification])) });
});
process.send?.({ ready: true });
