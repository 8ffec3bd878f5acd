/** What the build computes from schemas/ and artwork/, see scripts/build.mjs. */
declare module 'computed:catalogue' {
  import type { Catalogue } from '../export/catalogue.ts';

  export const descriptions: Catalogue['descriptions'];
  export const icon: Catalogue['icon'];
}
