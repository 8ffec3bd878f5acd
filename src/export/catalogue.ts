import type { Description } from '../catalogue/schema.ts';
import type { Manifest } from '../generated/types.ts';

/** What an export is computed from, and nothing else: the same catalogue gives the same bytes. */
export interface Catalogue {
  /** Version of the package. */
  version: string;
  manifest: Manifest;
  /** Every action with its self-contained schemas, by its id. */
  descriptions: Readonly<Record<string, Description>>;
  /** The icon, as a `data:image/png;base64,` URL. */
  icon: string;
}
