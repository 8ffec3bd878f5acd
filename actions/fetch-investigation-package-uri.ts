import { defineAction } from '../src/catalogue/define-action.ts';
import { fetchPackageUri } from '../src/defender/packages/uri.ts';

/**
 * Asks for the download link of an investigation package. Defender makes a new one each time: it is signed, short-lived
 * and rationed to two a minute. The machine action is read first, so that "not yet" and "never" are told apart.
 */
export default defineAction('fetch-investigation-package-uri', ({ params, defender }) =>
  fetchPackageUri(defender, params.machineActionId),
);
