// Runs test files of the copy one at a time, as its parent asks: one vitest that stays, a fresh process for each file.
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

// Leads a process group of its own, so that whatever a mutant leaves running ends with it.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));

const folder = process.cwd();
const vitest = await createVitest(
  'test',
  { root: folder, watch: false, maxWorkers: 1, bail: 1, reporters: [{}] },
  { cacheDir: join(folder, 'tmp', `vite-${process.pid}`) },
);

/** The first test of a file that failed, and why; undefined if none did. */
function failureOf({ moduleId }, { testModules, unhandledErrors }) {
  // Vitest gives every file that it has run so far.
  const module = testModules.find((each) => each.moduleId === moduleId);
  if (unhandledErrors.length > 0) return unhandledErrors[0].message;
  if (module?.ok()) return undefined;
  const [test] = module?.children.allTests('failed') ?? [];
  const [error] = test?.result().errors ?? module?.errors() ?? [];
  return [test?.fullName, error?.message].filter(Boolean).join(': ') || 'did not run';
}

process.on('message', async ({ test, path }) => {
  process.env.PATH = path;
  const specification = vitest.projects[0].createSpecification(join(folder, test));
  process.send({ failure: failureOf(specification, await vitest.runTestSpecifications([specification])) });
});
process.send({ ready: true });
