import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../support/process.ts';

/** Words that a reader under stress has to take in twice, each with the plain one. */
const WORDS = [
  [/\b(un)?parted\b/i, 'separated'],
  [/\b(told|tells?|telling) (\w+ )?apart\b|\btold (from|of|so)\b/i, 'distinguish, report'],
  [/\b(is|are|was|were|be|been) told\b/i, 'receives, is reported'],
  [/\bbears?\b/i, 'has'],
  [/\blest\b/i, 'so that … not'],
  [/^(?!.*\bneither\b).*\bnor\b/is, 'and not'],
  [/\bheed(s|ed)?\b/i, 'follow'],
  [/\bwhoever\b/i, 'the caller, the reader'],
  [/(?<!\bthere )\b(is|are|was|were) no (?!longer\b|more\b|later\b|earlier\b|such\b)\w/i, 'is not a'],
  [/\bin (the )?place of\b/i, 'instead of'],
  [/\bbe had\b/i, 'is available, can be read'],
  [/\bgone on with\b/i, 'continue, use'],
  [/\bwhat there is\b/i, 'name it'],
  [/\bbeside\b/i, 'next to, in addition to'],
  [/\b(some|no)body\b(?!( else|\.))/i, 'the caller, Defender, no process'],
  [/\bwas answered\b/i, 'returned'],
  [/\bamiss\b|\bnought\b/i, 'wrong, nothing'],
  [/\b(undefined|null|empty|left out|throws [^.;]+|\d) where\b/i, 'if'],
  [
    /(?<!\b(place|folder|point|know|knows|says?|shows?|see) )\bwhere (there|one|none|not|no|nothing|its answer)\b/i,
    'if',
  ],
].map(([word, better]): [RegExp, string] => {
  const { source, flags } = word as RegExp;
  // A comment goes on over several lines.
  return [new RegExp(source.replaceAll(' ', '\\s+'), flags), String(better)];
});

/** The comments and texts of a TypeScript file, each with the line it begins at. */
function textsOfCode(source: string): [line: number, text: string][] {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  const found = [...source.matchAll(token)].filter(([text]) => /\w \w/.test(text));
  return found.map(({ 0: text, index }) => [source.slice(0, index).split('\n').length, text]);
}

/** The prose of a document: without code, and without what Microsoft wrote. */
function textsOfProse(source: string): [line: number, text: string][] {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, '');
  const prose = source.replaceAll(/^```.*?^```/gms, blank).replaceAll(/`[^`\n]*`|"[^"\n]*"/g, '``');
  return prose.split('\n').map((text, index) => [index + 1, text]);
}

/** The lines of JSON or YAML. */
const textsOfLines = (source: string): [line: number, text: string][] =>
  source.split('\n').map((text, index) => [index + 1, text]);

/** Names every banned word of a file by file and line, with the better one. */
function findings(file: string): string[] {
  const source = readFileSync(join(checkout, file), 'utf8');
  const read = /\.m?ts$|\.mjs$/.test(file) ? textsOfCode : file.endsWith('.md') ? textsOfProse : textsOfLines;
  return read(source).flatMap(([line, raw]) => {
    const text = raw.replaceAll(/\n\s*\*/g, (start) => start.replace('*', ' '));
    return WORDS.flatMap(([word, better]) => {
      const found = word.exec(text);
      // A query of hunting has a `where` of its own.
      if (found === null || /\| where\b/.test(text)) return [];
      const offset = text.slice(0, found.index).split('\n').length - 1;
      return [`${file}:${line + offset}: "${found[0].trim().replaceAll(/\s+/g, ' ')}": write ${better}`];
    });
  });
}

const places = [
  '*.md',
  '*.yaml',
  '*.ts',
  '.dependency-cruiser.mjs',
  'src',
  'actions',
  'build',
  'test',
  'schemas',
  'docs',
];
const generated = ['src/generated', 'docs/actions', 'test/contract/words.test.ts'];
const listed = execFileSync('git', ['ls-files', ...places], { cwd: checkout, encoding: 'utf8' })
  .trim()
  .split('\n');
const files = listed.filter(
  (file) =>
    /\.(ts|mjs|md|json|yaml)$/.test(file) &&
    !generated.some((name) => file.startsWith(name)) &&
    existsSync(join(checkout, file)),
);
const folderOf = (file: string): string => file.split('/').slice(0, -1).slice(0, 3).join('/') || '.';

describe('plain words', () => {
  it.each([...new Set(files.map(folderOf))])('in %s', (folder) => {
    expect(files.filter((file) => folderOf(file) === folder).flatMap(findings)).toEqual([]);
  });
});
