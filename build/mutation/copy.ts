// A copy of the checkout that holds every mutant behind a switch, in src/ and in the dist/ that is built from it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { copyCheckout, ROOT } from '../checkout.ts';
import { instrument, type Mutant, mutantsOf } from './mutants.ts';

/** A mutant of the copy. */
export type CopiedMutant = Mutant & { file: string; id: number };

/** A copy of the checkout with every mutant behind a switch. */
export interface Copy {
  folder: string;
  mutants: CopiedMutant[];
  /** The test files, relative to the copy. */
  tests: string[];
  /** Hash of everything that a recording depends on, except for the test file. */
  fingerprint: string;
}

/**
 * Source of the switch. A test passes only PATH from its environment on to its processes, so the last entry of PATH says
 * which mutant is on, or names the file in which the byte of each reached mutant is set.
 */
const SWITCH_SOURCE = `
import { openSync, writeSync } from 'node:fs';
const [, what, value] = /:\\/(mutant|reached)(\\/[^:]+)$/.exec(process.env.PATH ?? '') ?? [];
const active = what === 'mutant' ? Number(value?.slice(1)) : undefined;
const file = what === 'reached' && value ? openSync(value, 'r+') : undefined;
const seen = new Set<number>();
export const mutated = (id: number): boolean => {
  if (file !== undefined && !seen.has(id)) {
    seen.add(id);
    writeSync(file, '1', id);
  }
  return id === active;
};
`;

/** Path of the switch in the copy. */
const SWITCH_FILE = 'src/mutated.ts';

/** Composes the PATH that turns a mutant on. */
export const pathWithMutant = ({ id }: CopiedMutant): string => `${process.env.PATH}:/mutant/${id}`;

/** Composes the PATH that turns no mutant on and notes the reached ones in a file. */
export const pathThatNotes = (file: string): string => `${process.env.PATH}:/reached${file}`;

/** Matches the files that decide what a test does. */
const MATTERS = /^(actions|schemas|src|test)\/|^(integration\.yaml|package-lock\.json|build\/mutation\/mutants\.ts)$/;

function fingerprintOf(files: readonly string[], sources: readonly string[]): string {
  const hash = createHash('sha256').update(sources.join());
  for (const file of files.filter((name) => MATTERS.test(name) && !name.endsWith('.test.ts'))) {
    hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** Makes the copy, with the mutants of source files, which are relative to the checkout. */
export function makeCopy(sources: readonly string[]): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'defender-soar-mutation-'));
  try {
    const files = copyCheckout(folder);
    mkdirSync(join(folder, 'tmp'));
    writeFileSync(join(folder, SWITCH_FILE), SWITCH_SOURCE);
    const mutants: CopiedMutant[] = [];
    for (const file of sources) {
      const source = readFileSync(join(ROOT, file), 'utf8');
      const own = mutantsOf(source).map((mutant, index) => ({ ...mutant, file, id: mutants.length + index }));
      const path = relative(dirname(file), SWITCH_FILE);
      writeFileSync(join(folder, file), instrument(source, own, path.startsWith('.') ? path : `./${path}`));
      mutants.push(...own);
    }
    const build = join(folder, 'build/bundle.ts');
    execFileSync(`${ROOT}node_modules/.bin/jiti`, [build], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const tests = files.filter((file) => /^test\/.*\.test\.ts$/.test(file));
    return { folder, mutants, tests, fingerprint: fingerprintOf(files, sources) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
