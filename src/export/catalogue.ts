import type { Description } from '../catalogue/schema.ts';
import type { Manifest } from '../generated/types.ts';

/** The only input of an export: the same catalogue gives the same bytes. */
export interface Catalogue {
  /** Version of the package. */
  version: string;
  manifest: Manifest;
  /** Every action with its self-contained schemas, by its id. */
  descriptions: Readonly<Record<string, Description>>;
  /** The icon, as a `data:image/png;base64,` URL. */
  icon: string;
}
