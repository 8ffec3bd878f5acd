// Bundles the runners and the command line into dist/, with every package that they need, so that installing needs no
// network.
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { billOfMaterials } from './bill-of-materials.ts';
import { ROOT, readJson } from './checkout.ts';
import { computedModules, RUNNERS } from './computed.ts';
import { leanAxios } from './lean-axios.ts';
import { writeLibraryTypes } from './library-types.ts';
import { bundledPackages, type Product, thirdPartyNotices } from './notices.ts';

const PACKAGE = readJson<Product>('package.json');

const SILENCE = `${ROOT}no:debug`;

/** Replaces `debug`: the proxy agent would log the proxy's password through it if `DEBUG=*` is set. */
const withoutDebug: Plugin = {
  name: 'without-debug',
  resolveId: { filter: { id: /^debug$/ }, handler: () => SILENCE },
  load: { filter: { id: /no:debug$/ }, handler: () => ({ code: 'export default () => () => {};', moduleType: 'js' }) },
};

const LATE_SIGNING = `${ROOT}late:signing`;

/**
 * Loads jsonwebtoken when MSAL signs with a certificate, the only time it is used: its dozen packages take longer to start
 * than MSAL itself.
 */
const lateSigning: Plugin = {
  name: 'late-signing',
  resolveId: {
    filter: { id: /^jsonwebtoken$/ },
    handler: (_, importer) => (importer === LATE_SIGNING ? undefined : LATE_SIGNING),
  },
  load: {
    filter: { id: /late:signing$/ },
    handler: () => ({
      code: "export default { sign: (...given) => require('jsonwebtoken').sign(...given) };",
      moduleType: 'js',
    }),
  },
};

const isClient = (path: string): boolean =>
  /[/](actions|src[/](engine|defender))[/]/.test(path) &&
  !/defender[/]hunting[/]|run-advanced-hunting-query/.test(path);

/** Bundles entry points into a folder, with shared code in chunks; returns the files that went in. */
async function bundle(input: Record<string, string>, dir: string): Promise<string[]> {
  const bundled = await rolldown({
    cwd: ROOT,
    input,
    platform: 'node',
    // ES modules first: they can be tree-shaken, and a CommonJS package imported lazily would lose its named exports.
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20', define: { 'process.env.DEFENDER_SOAR_VERSION': JSON.stringify(PACKAGE.version) } },
    plugins: [computedModules, withoutDebug, lateSigning, leanAxios()],
    // Most of the time goes into compiling validators, as expected.
    checks: { pluginTimings: false },
  });
  const { output } = await bundled.write({
    dir,
    chunkFileNames: 'chunks/[name].js',
    // Node reads CommonJS faster than it sets up its loader of ES modules, and a run is short.
    format: 'cjs',
    minify: true,
    comments: false,
    codeSplitting: {
      // Another file costs a run more than some unused code, so each moment has one file: the start, the rules beyond the
      // schema, hunting, and the client once the input is valid.
      groups: [
        { name: 'runner', minShareCount: Object.keys(RUNNERS).length, tags: ['$initial'], priority: 4 },
        { name: 'rules', test: /[.]rules[.]ts$/, priority: 3 },
        { name: 'client', test: isClient, priority: 2 },
        { name: 'hunting', test: /defender[/]hunting[/]/, priority: 1 },
      ],
    },
  });
  await bundled.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

const made = mkdtempSync(join(ROOT, '.dist-'));
process.once('exit', () => rmSync(made, { recursive: true, force: true }));
const packages = bundledPackages(await bundle({ ...RUNNERS, cli: 'src/cli/cli.ts', index: 'src/index.ts' }, made));
const write = (name: string, text: string) => writeFileSync(join(made, name), text);
write('package.json', '{"type":"commonjs"}\n');
writeLibraryTypes(made);
write('THIRD_PARTY_NOTICES', thirdPartyNotices(packages));
write('sbom.cdx.json', billOfMaterials(PACKAGE, packages));
chmodSync(join(made, 'cli.js'), 0o755);
chmodSync(made, 0o755);

// A process that runs from dist/ still loads parts of it, so they must exist at every moment.
const dist = join(ROOT, 'dist');
const old = `${made}-old`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(made, dist);
rmSync(old, { recursive: true, force: true });
