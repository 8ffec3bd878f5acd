import type { Manifest } from '../src/generated/types.ts';
import type { Description } from '../src/runner/schema.ts';

export function readManifest(): Manifest;
export function describe(entry: Manifest['actions'][number]): Description;
