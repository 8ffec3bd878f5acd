/** What the build computes from schemas/ and artwork/, see build/computed.ts. */
declare module 'computed:catalogue' {
  import type { Catalogue } from '../export/catalogue.ts';

  export const descriptions: Catalogue['descriptions'];
  export const icon: Catalogue['icon'];
}
