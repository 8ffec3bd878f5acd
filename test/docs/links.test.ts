import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../support/process.ts';

/** Every document, generated ones and decision records included. */
const documents = [
  ...readdirSync(checkout).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(checkout, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const textOf = (path: string): string => readFileSync(join(checkout, path), 'utf8');

/** The anchors of a page, as GitHub makes them from headings. */
const anchorsOf = (page: string): string[] =>
  [...page.replaceAll(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The links of a page that lead nowhere. */
function brokenLinks(path: string): string[] {
  const page = textOf(path).replaceAll(/^```.*?^```/gms, '');
  const targets = [...page.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(checkout, linked))) return true;
    return anchor !== undefined && !anchorsOf(textOf(linked)).includes(anchor);
  });
}

it.each(documents)('%s has no broken link', (path) => {
  expect(brokenLinks(path)).toEqual([]);
});

it('the README fits on a page of 180 lines', () => {
  expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(180);
});

it('the map of documents and the README name every document', () => {
  const [map, readme] = [textOf('docs/index.md'), textOf('README.md')];
  const pages = documents
    .filter((path) => /^docs[/](?!actions|decisions|index)/.test(path))
    .map((path) => path.slice(5));
  expect(pages.filter((path) => !map.includes(`(${path})`))).toEqual([]);
  expect(pages.filter((path) => !readme.includes(`(docs/${path})`))).toEqual([]);
});
