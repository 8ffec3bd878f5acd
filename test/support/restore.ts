import { afterAll, vi } from 'vitest';

// Test files share their modules in a worker: what one of them replaced is put back before the next one begins.
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
