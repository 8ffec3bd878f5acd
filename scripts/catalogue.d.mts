import type { Description, JsonSchema, Validator } from '../src/catalogue/schema.ts';
import type { Manifest } from '../src/generated/types.ts';

export function readManifest(): Manifest;
export function factsOf(params: JsonSchema): Pick<Validator, 'rules' | 'marks'>;
export function describe(entry: Manifest['actions'][number]): Description;
