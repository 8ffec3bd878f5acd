// The packages that are bundled: their licenses, and the bill of materials.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a file belongs to; undefined for our own. */
const folderOf = (file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

function readPackage(folder) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, license, source: repository?.url ?? repository, text };
}

/**
 * The packages that files belong to, each with its license.
 * @param {string[]} files that went into the bundle
 * @throws {Error} if a package comes without the text of its license, and so does every other one of its repository
 */
export function bundledPackages(files) {
  const folders = new Set(files.map(folderOf).filter((folder) => folder !== undefined));
  const packages = [...folders]
    .map(readPackage)
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  return packages.map(({ source, ...one }) => {
    // A repository of several packages may hold one text for all of them.
    const text =
      one.text ??
      packages.find((other) => other.source === source && other.license === one.license && other.text)?.text;
    if (text === undefined) throw new Error(`${one.name} ${one.version} comes without the text of its license`);
    return { ...one, text };
  });
}

/** The notices that bundled packages ask for. */
export const thirdPartyNotices = (packages) =>
  packages
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);

const component = (type, { name, version, license }) => {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, licenses: [{ expression: license }], purl };
};

/**
 * The bill of materials, in the form of https://cyclonedx.org/docs/1.6/json/. It has no time and no serial number, so that
 * the same checkout gives the same bytes.
 * @param {{name: string, version: string, license: string}} product
 */
export function billOfMaterials(product, packages) {
  const components = packages.map((one) => component('library', one));
  const own = component('application', product);
  const dependencies = [{ ref: own.purl, dependsOn: components.map(({ purl }) => purl) }];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: own },
    components,
    dependencies,
  };
}
