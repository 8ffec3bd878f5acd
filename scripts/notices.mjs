// Names and licences of the packages that are bundled.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a file belongs to; undefined for our own. */
const folderOf = (file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/**
 * The notices that bundled packages ask for.
 * @param {string[]} files that went into the bundle
 */
export function thirdPartyNotices(files) {
  const folders = new Set(files.map(folderOf).filter((folder) => folder !== undefined));
  return [...folders]
    .map(notice)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`);
}
