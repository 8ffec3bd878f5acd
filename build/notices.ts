import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package.json says. */
export interface Product {
  name: string;
  version: string;
  license: string;
  repository?: string | { url?: string };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** A bundled package with the text of its license. */
export interface BundledPackage {
  folder: string;
  product: Product;
  text: string;
}

/** Finds the folder of the package that a file belongs to; undefined for our own files. */
const folderOf = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

function readPackage(folder: string) {
  const product = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Product;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? undefined : readFileSync(join(folder, file), 'utf8').trim();
  return { folder, product, text };
}

const nameOf = ({ name, version }: Product): string => `${name}@${version}`;

const sourceOf = ({ repository }: Product) => (typeof repository === 'object' ? repository.url : repository);

/**
 * Lists the packages that files belong to, each with its license.
 * @throws {Error} if neither a package nor another one of its repository has the text of the license
 */
export function bundledPackages(files: readonly string[]): BundledPackage[] {
  const folders = new Set(files.map(folderOf).filter((folder) => folder !== undefined));
  const packages = [...folders].map(readPackage).sort((a, b) => (nameOf(a.product) < nameOf(b.product) ? -1 : 1));
  return packages.map(({ folder, product, text }) => {
    // A repository of several packages may have one text for all of them.
    const found =
      text ??
      packages.find(
        (other) =>
          sourceOf(other.product) === sourceOf(product) && other.product.license === product.license && other.text,
      )?.text;
    if (found === undefined) throw new Error(`${nameOf(product)} has no text of its license`);
    return { folder, product, text: found };
  });
}

/** Joins the license texts that bundled packages require. */
export const thirdPartyNotices = (packages: readonly BundledPackage[]): string =>
  packages
    .map(({ product: { name, version, license }, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
