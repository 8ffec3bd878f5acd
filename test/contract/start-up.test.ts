import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actionIds } from '../support/catalogue.ts';
import { checkout, runner } from '../support/process.ts';

/** A built module and everything that it imports before it runs. */
function loaded(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = readFileSync(path, 'utf8');
  for (const [, file = ''] of source.matchAll(/(?:from|import)"(\.[^"]+\.js)"/g))
    loaded(join(dirname(path), file), seen);
  return seen;
}

const holds = (paths: Iterable<string>, text: string) =>
  [...paths].some((path) => readFileSync(path, 'utf8').includes(text));

describe('what only hunting needs', () => {
  // Text of the answers' reader, and of the search for a Graph.
  const marks = ['something else than an object', 'msgraph_host'];

  it.each(actionIds())('%s does not load at its start', (id) => {
    for (const mark of marks) expect(holds(loaded(runner(id)), mark)).toBe(false);
  });

  it('is not part of the client that every action loads', () => {
    const [client = ''] =
      /client-\w+\.js/.exec([...loaded(runner('list-machines'))].map((path) => readFileSync(path, 'utf8')).join('')) ??
      [];
    const all = loaded(join(checkout, 'dist', 'chunks', client));
    expect(holds(all, 'advancedqueries')).toBe(true);
    for (const mark of marks) expect(holds(all, mark)).toBe(false);
  });
});
