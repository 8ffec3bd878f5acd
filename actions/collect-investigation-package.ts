import { defineAction } from '../src/catalogue/define-action.ts';
import { folderFault } from '../src/defender/packages/files.ts';

/**
 * Collects an investigation package. Made to be run again and again with the same params: the first run starts the
 * collection, later ones report it, and once it has succeeded give the link or the file in `downloadTo`.
 */
export default defineAction(
  'collect-investigation-package',
  async ({ params, defender }) => {
    const target = await defender.findTarget(params);
    return defender.collectPackage(target, params);
  },
  {
    async check({ downloadTo }) {
      const message = typeof downloadTo === 'string' ? await folderFault(downloadTo) : undefined;
      return message === undefined ? [] : [{ path: 'downloadTo', message }];
    },
  },
);
