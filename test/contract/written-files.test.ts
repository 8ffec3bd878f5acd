import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../support/process.ts';

const documents = ['README.md', ...readdirSync(join(checkout, 'docs'), { recursive: true, encoding: 'utf8' })]
  .filter((name) => name.endsWith('.md'))
  .map((name) => join(checkout, name === 'README.md' ? name : join('docs', name)));

/** The files that a document's commands write into the folder where they run, and the resource files that they read. */
function filesOf(document: string): string[] {
  const commands = [...readFileSync(document, 'utf8').matchAll(/^```sh\n(.*?)^```/gms)].map(([, text = '']) => text);
  const names = commands.flatMap((text) => [
    ...text.matchAll(/\s(?:>|-out|-keyout|--out|--resource|--resource-file|--file) ([\w-]+\.[\w.-]+)/g),
  ]);
  return names.map(([, name = '']) => name);
}

it('git ignores every file that a command of the documents writes', () => {
  const files = [...new Set(documents.flatMap(filesOf))];
  expect(files).toContain('sim.yaml');
  const ignored = spawnSync('git', ['check-ignore', ...files], { cwd: checkout, encoding: 'utf8' });
  expect(ignored.stdout.trim().split('\n').sort()).toEqual(files.sort());
});
