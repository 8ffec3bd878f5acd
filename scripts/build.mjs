// Bundles the runners and the command line into dist/, with everything they need, so that the package installs without
// a network. Validators and self-contained schemas are computed here and exist nowhere else.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { build, transform } from 'esbuild';
import { describe, readManifest, root } from './catalogue.mjs';
import { iconUrl } from './icon.mjs';
import { thirdPartyNotices } from './notices.mjs';

const manifest = readManifest();
const descriptions = Object.fromEntries(manifest.actions.map((entry) => [entry.id, describe(entry)]));

/** Source of a module that checks the params of an action. */
function validatorSource({ params }) {
  const ajv = new Ajv.default({
    allErrors: true,
    useDefaults: true,
    // Links are only marked as such; what a param means is checked by the rules in src/runner/validate.ts.
    formats: { uri: true },
    strict: true,
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true },
  });
  for (const keyword of ['x-says', 'x-rejects', 'x-link', 'x-free-text']) ajv.addKeyword(keyword);
  const says = Object.fromEntries(
    Object.entries(params.properties).flatMap(([name, property]) =>
      property['x-says'] ? [[name, property['x-says']]] : [],
    ),
  );
  return `${standalone.default(ajv, ajv.compile(params))}
export const rules = ${JSON.stringify(params.allOf ?? [])};
export const says = ${JSON.stringify(says)};`;
}

const entrySource = (id) => `
import action from './actions/${id}.ts';
import { main } from './src/runner/main.ts';
import { validate, rules, says } from 'computed:validator/${id}';
main({
  action,
  validator: { validate, rules, says },
  describe: async () => (await import('computed:description/${id}')).default,
  version: ${JSON.stringify(manifest.version)},
});`;

/** Source of a module that holds what an export needs beside the manifest. */
const catalogueSource = async () => `
${manifest.actions.map(({ id }, index) => `import action${index} from 'computed:description/${id}';`).join('\n')}
export const descriptions = { ${manifest.actions.map(({ id }, index) => `'${id}': action${index}`).join(', ')} };
export const icon = ${JSON.stringify(await iconUrl(manifest.icon))};`;

/** Modules that have no file: what the schemas compile to. */
const computed = {
  name: 'computed',
  setup(context) {
    const resolveDir = fileURLToPath(root);
    const sources = {
      entry: (id) => ({ contents: entrySource(id), loader: 'ts' }),
      validator: (id) => ({ contents: validatorSource(descriptions[id]), loader: 'js' }),
      description: (id) => ({ contents: JSON.stringify(descriptions[id]), loader: 'json' }),
      catalogue: async () => ({ contents: await catalogueSource(), loader: 'js' }),
    };
    context.onResolve({ filter: /^computed:/ }, ({ path }) => ({
      path: path.slice('computed:'.length),
      namespace: 'computed',
    }));
    context.onLoad({ filter: /.*/, namespace: 'computed' }, async ({ path }) => {
      const [kind, id] = path.split('/');
      return { ...(await sources[kind](id)), resolveDir };
    });
  },
};

/**
 * MSAL signs with jsonwebtoken where a certificate stands in the place of a secret, and has no other use for it. It brings
 * a dozen packages that take longer to start than MSAL itself, so they start when it signs.
 */
const lateSigning = {
  name: 'late-signing',
  setup(context) {
    context.onResolve({ filter: /^jsonwebtoken$/ }, ({ path, namespace, resolveDir }) =>
      namespace === 'late' ? undefined : { path, namespace: 'late', pluginData: { resolveDir } },
    );
    context.onLoad({ filter: /.*/, namespace: 'late' }, ({ path, pluginData }) => ({
      contents: `export default { sign: (...given) => require('${path}').sign(...given) };`,
      ...pluginData,
    }));
  },
};

/** Bundles entry points into dist/, with what they share in chunks; the files that went in. */
async function bundle(entryPoints) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    // ES modules first: they can be shaken, and a CommonJS package imported lazily would lose its named exports.
    mainFields: ['module', 'main'],
    target: 'node20',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    plugins: [computed, lateSigning],
    define: { 'process.env.DEFENDER_SOAR_VERSION': JSON.stringify(manifest.version) },
  });
  // Node reads a few CommonJS files in the time that it takes to set up its loader of ES modules, and a run is short.
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minify: true,
      supported: { 'dynamic-import': false },
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  return Object.keys(metafile.inputs);
}

rmSync(new URL('dist/', root), { recursive: true, force: true });
const runners = Object.fromEntries(manifest.actions.map(({ id }) => [`actions/${id}`, `computed:entry/${id}`]));
// By itself, or the runners would be cut into many small files by what the command line shares with them.
const inputs = [...(await bundle(runners)), ...(await bundle({ cli: 'src/cli/cli.ts' }))];
writeFileSync(new URL('dist/package.json', root), '{"type":"commonjs"}\n');
chmodSync(new URL('dist/cli.js', root), 0o755);
writeFileSync(new URL('dist/THIRD_PARTY_NOTICES', root), thirdPartyNotices([...new Set(inputs)]));
