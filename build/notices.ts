import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as its package.json names it. */
export interface Product {
  name: string;
  version: string;
  license: string;
}

/** A bundled package with the text of its license. */
export interface BundledPackage extends Product {
  text: string;
}

/** Finds the folder of the package that a file belongs to; undefined for our own files. */
const folderOf = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

function readPackage(folder: string) {
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, license, source: repository?.url ?? repository, text };
}

/**
 * Lists the packages that files belong to, each with its license.
 * @throws {Error} if neither a package nor another one of its repository has the text of the license
 */
export function bundledPackages(files: readonly string[]): BundledPackage[] {
  const folders = new Set(files.map(folderOf).filter((folder) => folder !== undefined));
  const packages = [...folders]
    .map(readPackage)
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  return packages.map(({ source, ...one }) => {
    // A repository of several packages may have one text for all of them.
    const text =
      one.text ??
      packages.find((other) => other.source === source && other.license === one.license && other.text)?.text;
    if (text === undefined) throw new Error(`${one.name} ${one.version} has no text of its license`);
    return { ...one, text };
  });
}

/** Joins the license texts that bundled packages require. */
export const thirdPartyNotices = (packages: readonly BundledPackage[]): string =>
  packages
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);

function component(type: 'application' | 'library', { name, version, license }: Product) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, licenses: [{ expression: license }], purl };
}

/**
 * Computes the bill of materials in the form of https://cyclonedx.org/docs/1.6/json/, without time and serial number, so
 * that the same checkout gives the same bytes.
 */
export function billOfMaterials(product: Product, packages: readonly Product[]): object {
  const components = packages.map((one) => component('library', one));
  const own = component('application', product);
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: own },
    components,
    dependencies: [{ ref: own.purl, dependsOn: components.map(({ purl }) => purl) }],
  };
}
