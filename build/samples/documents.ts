import { readdirSync } from 'node:fs';
import { ROOT, readText } from '../checkout.ts';
import { samplesOf } from './blocks.ts';

/** Lists the documents of the checkout, but for generated pages and decision records. */
export const documents = (): string[] => [
  'README.md',
  ...readdirSync(`${ROOT}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !/^(actions|decisions)[/]/.test(path))
    .map((path) => `docs/${path}`)
    .sort(),
];

/** Lists the documents that have commands to run. */
export const documentsWithSamples = (): string[] =>
  documents().filter((path) => samplesOf(readText(path)).some(({ notRun }) => notRun === undefined));
