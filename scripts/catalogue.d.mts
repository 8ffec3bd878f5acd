import type { Description } from '../src/catalogue/schema.ts';
import type { Manifest } from '../src/generated/types.ts';

export function readManifest(): Manifest;
export function describe(entry: Manifest['actions'][number]): Description;
