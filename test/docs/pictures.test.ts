import { expect, it } from 'vitest';
import { readText } from '../../build/checkout.ts';
import { readManifest } from '../support/catalogue.ts';
import { cli, launch } from '../support/process.ts';

/** The lines of text in a picture. */
const linesOf = (name: string): string[] =>
  [...readText(`docs/pictures/${name}`).matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, text = '']) =>
    text
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .trimEnd(),
  );

it('help.svg shows the help of today (npm run pictures)', async () => {
  const [prompt, ...shown] = linesOf('help.svg');
  const { stdout } = await launch(cli, ['run', 'isolate-machine', '--help']).ended;
  const cut = (line: string) => (line.length > 102 ? `${line.slice(0, 101)}…` : line);
  expect(prompt).toBe('$ defender-soar run isolate-machine --help');
  expect(shown).toEqual(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => cut(line.trimEnd())),
  );
});

it('table.svg has the columns of list-machines', () => {
  const labels = readManifest()
    .actions.find(({ id }) => id === 'list-machines')
    ?.table.map(({ label }) => label);
  expect(linesOf('table.svg')[1]?.split(/ {2,}/)).toEqual(labels);
});

it('demo.svg shows each step with its action, and how it ended', () => {
  const lines = linesOf('demo.svg');
  const steps = lines.filter((line) => /^ ?\d+ {3}\S.*\(/.test(line));
  const names = readManifest().actions.map(({ name, group, id }) => `${name} (${group}, ${id})`);
  expect(steps).toHaveLength(12);
  for (const step of steps) expect(names).toContain(step.slice(5));
  expect(lines.filter((line) => /^ {5}done /.test(line))).toHaveLength(12);
});
