import { defineAction } from '../src/catalogue/define-action.ts';
import { findTarget } from '../src/defender/machines/target.ts';
import { collectPackage } from '../src/defender/packages/collect.ts';

/**
 * Collects an investigation package. Made to be run again and again with the same params: the first run starts the
 * collection, later ones report it, and once it has succeeded give the link or the file in `downloadTo`.
 */
export default defineAction('collect-investigation-package', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return collectPackage(defender, target, params);
});
