// Writes the committed files that are computed from integration.yaml and schemas/: types, data and tables of the
// documents, never logic. `--check` writes nothing and fails if one of them is stale.
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readManifest, type VersionedManifest } from './catalogue.ts';
import { ROOT, readText } from './checkout.ts';
import { documents } from './docs.ts';
import { typesOf } from './types.ts';

const BANNER = '// Computed from integration.yaml and schemas/ by `npm run generate`: change those.\n';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Writes the manifest as two modules: every run reads the fields of a resource, few runs the rest. */
const manifestSources = ({ version, resource, ...rest }: VersionedManifest): Record<string, string> => ({
  'src/generated/fields.ts': `${BANNER}import type { Manifest } from './types.ts';

/** The fields of a resource, as integration.yaml declares them. */
export const resourceFields: Manifest['resource']['fields'] = ${json(resource.fields)};
`,
  'src/generated/manifest.ts': `${BANNER}import { resourceFields } from './fields.ts';
import type { Manifest } from './types.ts';

/** The catalogue of integration.yaml. */
export const manifest: Manifest = { resource: { fields: resourceFields }, ...${json(rest)} };
`,
});

const manifest = readManifest();
const files: Record<string, string> = {
  'src/generated/types.ts': BANNER + (await typesOf(manifest)),
  ...manifestSources(manifest),
  ...documents(manifest),
};

// A page that is no longer computed, such as that of a former collection.
const left = readdirSync(`${ROOT}docs/actions`)
  .map((name) => `docs/actions/${name}`)
  .filter((path) => !(path in files));

const stale = Object.entries(files).filter(([path, text]) => !existsSync(ROOT + path) || readText(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${path} is stale: run \`npm run generate\` and commit it`);
  for (const path of left) console.error(`${path} is not generated any more: run \`npm run generate\` and commit it`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const path of left) rmSync(ROOT + path);
  for (const [path, text] of stale) writeFileSync(ROOT + path, text);
}
