// The library for ES modules, and its types: what src/index.ts exports, and the files that these types come from.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './checkout.ts';

const SPECIFIER = /(from |import\()(['"])(\.[^'"]+)\.ts\2/g;

/** Lists a file of declarations and all that it imports, directly or not. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, , , path = ''] of readFileSync(file, 'utf8').matchAll(SPECIFIER))
    withImports(`${join(dirname(file), path)}.d.ts`, found);
  return found;
}

/** Writes `types/` and `index.mjs` into the folder of the bundle, in which `index.js` is the library. */
export function writeLibraryTypes(dist: string): void {
  const declared = mkdtempSync(join(ROOT, '.types-'));
  try {
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const { status } = spawnSync(tsc, ['-p', join(ROOT, 'build/tsconfig.library.json'), '--outDir', declared], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('the types of the library do not compile');
    for (const file of withImports(join(declared, 'index.d.ts'))) {
      const target = join(dist, 'types', relative(declared, file));
      mkdirSync(dirname(target), { recursive: true });
      // Not every setting of TypeScript resolves ".ts" in a package.
      writeFileSync(target, readFileSync(file, 'utf8').replace(SPECIFIER, '$1$2$3.js$2'));
    }
  } finally {
    rmSync(declared, { recursive: true, force: true });
  }
  const { names } = JSON.parse(
    spawnSync(process.execPath, ['-p', `JSON.stringify({ names: Object.keys(require('./index.js')) })`], {
      cwd: dist,
      encoding: 'utf8',
    }).stdout,
  ) as { names: string[] };
  // One copy of the library for both kinds of modules, so that `instanceof SoarError` holds.
  writeFileSync(
    join(dist, 'index.mjs'),
    `import library from './index.js';\nexport const { ${names.join(', ')} } = library;\n`,
  );
}
