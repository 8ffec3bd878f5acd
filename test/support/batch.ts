import type { Ended } from './process.ts';
import type { TestTenant } from './tenant.ts';

/** Items as NDJSON; text stands as it is. */
export const ndjson = (items: readonly unknown[]): string =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n');

/** What a batch answered, a line at a time. */
export interface BatchEnded extends Ended {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
  lines: any[];
}

/** Lines of stdout as JSON. */
export const answersOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** A function that runs an action over many lines in one process. */
export const batchRunner =
  (tenant: TestTenant) =>
  async (
    id: string,
    items: readonly unknown[],
    args: string[] = [],
    env: Record<string, string> = {},
  ): Promise<BatchEnded> => {
    const ended = await tenant.run(id, ndjson(items), env, ['--batch', ...args]);
    return { ...ended, lines: answersOf(ended.stdout) };
  };
