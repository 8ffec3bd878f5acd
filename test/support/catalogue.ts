import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { parse } from 'yaml';
import type { Manifest } from '../../src/generated/types.ts';
import { checkout } from './process.ts';

/** A JSON Schema as it stands in a file. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into schemas whose shape they assert
export type Schema = Record<string, any>;

/** Reads a JSON file of the checkout. */
export const readJson = (path: string): Schema => JSON.parse(readFileSync(join(checkout, path), 'utf8')) as Schema;

/** The manifest as it stands in integration.yaml, not as it was generated from it. */
export const readManifest = (): Manifest => parse(readFileSync(join(checkout, 'integration.yaml'), 'utf8')) as Manifest;

/** Ids of the actions, test-connection among them. */
export const actionIds = (): string[] => readManifest().actions.map(({ id }) => id);

/** The params schema of an action. */
export const paramsOf = (id: string): Schema => readJson(`schemas/actions/${id}.json`).definitions.params as Schema;

/** Files of Defender's entities, such as `machine.json`. */
const entities = readdirSync(join(checkout, 'schemas/defender'));

/** Compiles schemas of the checkout by their path below `schemas/`, with a pointer behind `#` if needed. */
export function compiler(): (reference: string) => ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS: what it exports is the function, and its types say otherwise.
  (ajvFormats as unknown as (ajv: Ajv) => void)(ajv);
  ajv.addFormat('ip', true).addFormat('moment', true).addFormat('timespan', true);
  const files = [
    'common.json',
    ...entities.map((file) => `defender/${file}`),
    ...actionIds().map((id) => `actions/${id}.json`),
  ];
  for (const file of files) ajv.addSchema(readJson(`schemas/${file}`), file);
  return (reference) => {
    const validate = ajv.getSchema(reference);
    if (validate === undefined) throw new Error(`there is no schema ${reference}`);
    return validate;
  };
}
