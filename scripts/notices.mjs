// Names and licences of the packages that are bundled.
import { readdirSync, readFileSync } from 'node:fs';
import { readJson, root } from './catalogue.mjs';

const packageOf = (input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];

function licenceText(name) {
  const folder = new URL(`node_modules/${name}/`, root);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return file === undefined ? '' : readFileSync(new URL(file, folder), 'utf8').trim();
}

/**
 * The notices that bundled packages ask for.
 * @param {string[]} inputs files that went into the bundle, relative to the checkout
 */
export function thirdPartyNotices(inputs) {
  const names = [...new Set(inputs.map(packageOf).filter((name) => name !== undefined))].sort();
  return names
    .map((name) => {
      const { version, license } = readJson(`node_modules/${name}/package.json`);
      return `${name} ${version} (${license})\n\n${licenceText(name)}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
