import { defineAction } from '../src/catalogue/define-action.ts';
import { fetchPackageUri } from '../src/defender/packages/uri.ts';

export default defineAction('fetch-investigation-package-uri', ({ params, defender }) =>
  fetchPackageUri(defender, params.machineActionId),
);
