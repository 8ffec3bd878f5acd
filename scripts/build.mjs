// Bundles the runners and the command line into dist/, with everything they need, so that the package installs without
// a network. Validators and self-contained schemas are computed here and exist nowhere else.
import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { rolldown } from 'rolldown';
import { describe, factsOf, markNames, readJson, readManifest, root } from './catalogue.mjs';
import { iconUrl } from './icon.mjs';
import { billOfMaterials, bundledPackages, thirdPartyNotices } from './notices.mjs';

const here = fileURLToPath(root);
const manifest = readManifest();
const descriptions = Object.fromEntries(manifest.actions.map((entry) => [entry.id, describe(entry)]));

/** What a schema says to people and to tests; of params that bear such a name it says an object. */
const prose = new Set(['title', 'description', 'examples', 'x-rejects', 'x-link', ...markNames]);
const isProse = (name, value) => prose.has(name) && (typeof value !== 'object' || Array.isArray(value));
const withoutProse = (schema) =>
  JSON.parse(JSON.stringify(schema, (name, value) => (isProse(name, value) ? undefined : value)));

/** Source of a module that checks the params of an action. */
function validatorSource({ params }) {
  const ajv = new Ajv.default({
    allErrors: true,
    useDefaults: true,
    // Links are only marked as such; what a param means is checked by the rules in src/catalogue/validate.ts.
    formats: { uri: true },
    strict: true,
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true },
  });
  const { rules, marks } = factsOf(params);
  return `${standalone.default(ajv, ajv.compile(withoutProse(params)))}
export const rules = ${JSON.stringify(rules)};
export const marks = ${JSON.stringify(marks)};`;
}

const hasRules = (id) => existsSync(new URL(`actions/${id}.rules.ts`, root));

const entrySource = (id) => `
import { main } from './src/runner/main.ts';
import { validate, rules, marks } from 'computed:validator:${id}';
${hasRules(id) ? `import { check } from './actions/${id}.rules.ts';` : ''}
main({
  id: '${id}',
  guarded: ${manifest.actions.some((entry) => entry.id === id && entry.guarded === true)},
  validator: { validate, rules, marks },
  ${hasRules(id) ? 'check,' : ''}
  load: async () => (await import('./actions/${id}.ts')).default,
  describe: async () => (await import('computed:description:${id}')).default,
  version: ${JSON.stringify(manifest.version)},
});`;

/** Source of a module that holds what an export needs beside the manifest. */
const catalogueSource = async () => `
${manifest.actions.map(({ id }, index) => `import action${index} from 'computed:description:${id}';`).join('\n')}
export const descriptions = { ${manifest.actions.map(({ id }, index) => `'${id}': action${index}`).join(', ')} };
export const icon = ${JSON.stringify(await iconUrl(manifest.icon))};`;

const sources = {
  entry: (id) => ({ code: entrySource(id), moduleType: 'ts' }),
  validator: (id) => ({ code: validatorSource(descriptions[id]), moduleType: 'js' }),
  description: (id) => ({ code: JSON.stringify(descriptions[id]), moduleType: 'json' }),
  catalogue: async () => ({ code: await catalogueSource(), moduleType: 'js' }),
  silence: () => ({ code: 'export default () => () => {};', moduleType: 'js' }),
};

/** Modules that have no file, `computed:<kind>:<action>`: what manifest and schemas compile to. */
const computed = {
  name: 'computed',
  // As if they lay in the checkout, so that they can import what does.
  resolveId: { filter: { id: /^computed:/ }, handler: (source) => here + source },
  load: {
    filter: { id: /computed:/ },
    handler(path) {
      const [, kind, id] = /computed:(\w+):?(.*)$/.exec(path);
      return sources[kind](id);
    },
  },
};

/** The proxy agent logs through `debug`, which would print the proxy's password if `DEBUG=*` is set. */
const withoutDebug = {
  name: 'without-debug',
  resolveId: { filter: { id: /^debug$/ }, handler: () => `${here}computed:silence` },
};

const late = `${here}late:signing`;

/**
 * MSAL signs with jsonwebtoken where a certificate stands in the place of a secret, and has no other use for it. It brings
 * a dozen packages that take longer to start than MSAL itself, so they start when it signs.
 */
const lateSigning = {
  name: 'late-signing',
  resolveId: {
    filter: { id: /^jsonwebtoken$/ },
    handler: (_, importer) => (importer === late ? undefined : late),
  },
  load: {
    filter: { id: /late:signing$/ },
    handler: () => ({
      code: "export default { sign: (...given) => require('jsonwebtoken').sign(...given) };",
      moduleType: 'js',
    }),
  },
};

const isClient = (path) =>
  /[/](actions|src[/](engine|defender))[/]/.test(path) && !/hunting[/]|run-advanced-hunting-query/.test(path);

/** Bundles entry points into a folder, with what they share in chunks; the files that went in. */
async function bundle(input, dir) {
  const bundled = await rolldown({
    cwd: here,
    input,
    platform: 'node',
    // ES modules first: they can be shaken, and a CommonJS package imported lazily would lose its named exports.
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node20', define: { 'process.env.DEFENDER_SOAR_VERSION': JSON.stringify(manifest.version) } },
    plugins: [computed, withoutDebug, lateSigning],
    // Most of the time goes into compiling validators, which is as it should be.
    checks: { pluginTimings: false },
  });
  const { output } = await bundled.write({
    dir,
    chunkFileNames: 'chunks/[name].js',
    // Node reads CommonJS in less time than it takes to set up its loader of ES modules, and a run is short.
    format: 'cjs',
    minify: true,
    comments: false,
    codeSplitting: {
      // A file more costs a run more than some code that it does not use, so what is needed at one moment is one file: from
      // the start, to check params beyond their schema, for hunting, and once the input is valid.
      groups: [
        { name: 'runner', minShareCount: manifest.actions.length, tags: ['$initial'], priority: 4 },
        { name: 'rules', test: /[.]rules[.]ts$/, priority: 3 },
        { name: 'client', test: isClient, priority: 2 },
        { name: 'hunting', test: /[/]hunting[/]/, priority: 1 },
      ],
    },
  });
  await bundled.close();
  return output.flatMap(({ moduleIds = [] }) => moduleIds);
}

const runners = Object.fromEntries(manifest.actions.map(({ id }) => [`actions/${id}`, `computed:entry:${id}`]));
const made = mkdtempSync(join(here, '.dist-'));
process.once('exit', () => rmSync(made, { recursive: true, force: true }));
const packages = bundledPackages(await bundle({ ...runners, cli: 'src/cli/cli.ts' }, made));
const write = (name, text) => writeFileSync(join(made, name), text);
write('package.json', '{"type":"commonjs"}\n');
write('THIRD_PARTY_NOTICES', thirdPartyNotices(packages));
write('sbom.cdx.json', `${JSON.stringify(billOfMaterials(readJson('package.json'), packages), null, 2)}\n`);
chmodSync(join(made, 'cli.js'), 0o755);
chmodSync(made, 0o755);

// A process that runs from dist/ still loads parts of it, so they must exist at every moment.
const dist = join(here, 'dist');
const old = `${made}-old`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(made, dist);
rmSync(old, { recursive: true, force: true });
