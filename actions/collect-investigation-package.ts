import { defineAction } from '../src/catalogue/define-action.ts';
import { findTarget } from '../src/defender/machines/target.ts';
import { collectPackage } from '../src/defender/packages/collect.ts';

export default defineAction('collect-investigation-package', async ({ params, defender }) => {
  const target = await findTarget(defender, params);
  return collectPackage(defender, target, params);
});
