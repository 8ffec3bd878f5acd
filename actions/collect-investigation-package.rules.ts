import type { Check } from '../src/catalogue/define-action.ts';
import { folderFault } from '../src/defender/packages/files.ts';

/** Checks that the package can be written to `downloadTo`, before anything is collected. */
export const check: Check = async ({ downloadTo }) => {
  const message = typeof downloadTo === 'string' ? await folderFault(downloadTo) : undefined;
  return message === undefined ? [] : [{ path: 'downloadTo', message }];
};
