// A copy of the checkout that holds every mutant behind a switch, in src/ and in the dist/ that is built from it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../catalogue.mjs';
import { instrument, mutantsOf } from './mutants.mjs';

/** Folder of the checkout. */
export const checkout = fileURLToPath(root);

/**
 * The switch. A test passes only PATH from its environment on to its processes, so the last entry of PATH says which
 * mutant is on, or names the file in which the byte of each mutant that is reached is set.
 */
const switchSource = `
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

/** Where the switch is in the copy. */
const switchFile = 'src/mutated.ts';

/** The PATH that turns a mutant on. */
export const pathWithMutant = ({ id }) => `${process.env.PATH}:/mutant/${id}`;

/** The PATH that turns no mutant on and has those that are reached noted in a file. */
export const pathThatNotes = (file) => `${process.env.PATH}:/reached${file}`;

/** Every file of the checkout that git knows or would add. */
const filesOfCheckout = () =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: checkout })
    .toString()
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(checkout, file)));

/** The files that decide what a test does. */
const matters =
  /^(actions|schemas|src|test)\/|^(integration\.yaml|package-lock\.json|scripts\/mutation\/mutants\.mjs)$/;

/** A hash of everything that a recording depends on, except for the test file. */
function fingerprintOf(files, sources) {
  const hash = createHash('sha256').update(sources.join());
  for (const file of files.filter((name) => matters.test(name) && !name.endsWith('.test.ts'))) {
    hash.update(`${file}\0`).update(readFileSync(join(checkout, file)));
  }
  return hash.digest('hex');
}

/**
 * Makes the copy, with the mutants of some source files.
 * @param {string[]} sources relative to the checkout
 */
export function makeCopy(sources) {
  const folder = mkdtempSync(join(tmpdir(), 'defender-soar-mutation-'));
  const files = filesOfCheckout();
  try {
    for (const file of files) cpSync(join(checkout, file), join(folder, file));
    symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'tmp'));
    writeFileSync(join(folder, switchFile), switchSource);
    const mutants = [];
    for (const file of sources) {
      const source = readFileSync(join(checkout, file), 'utf8');
      const own = mutantsOf(source).map((mutant, index) => ({ ...mutant, file, id: mutants.length + index }));
      const path = relative(dirname(file), switchFile);
      writeFileSync(join(folder, file), instrument(source, own, path.startsWith('.') ? path : `./${path}`));
      mutants.push(...own);
    }
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const tests = files.filter((file) => /^test\/.*\.test\.ts$/.test(file));
    return { folder, mutants, tests, fingerprint: fingerprintOf(files, sources) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
