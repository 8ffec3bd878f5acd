import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real processes and a real TLS server: nothing here waits for time to pass, but two cores may be busy.
    // Tests mostly wait for child processes, so two workers pay off even on two cores.
    maxWorkers: 2,
    // A worker loads the source once for all its files, not once a file: a third of the time of the suite.
    isolate: false,
    setupFiles: ['test/support/restore.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { DEFENDER_TOKEN_CACHE: 'off' },
  },
});
