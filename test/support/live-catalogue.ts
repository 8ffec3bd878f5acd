import { existsSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, factsOf, readManifest } from '../../build/catalogue.ts';
import { type ActionSource, type Catalogue, createCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Action, Check } from '../../src/catalogue/define-action.ts';
import type { Entry, Validator } from '../../src/catalogue/schema.ts';

const entries = new Map(readManifest().actions.map((entry) => [entry.id, entry]));
const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, validateFormats: false });
const validators = new Map<string, Validator>();

function entryOf(id: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`integration.yaml has no action ${id}`);
  return entry;
}

/** Compiles the validator of an action from its schema. */
export function validatorOf(id: string): Validator {
  let validator = validators.get(id);
  if (validator === undefined) {
    const { params } = describe(entryOf(id));
    validator = { validate: ajv.compile(params), ...factsOf(params) };
    validators.set(id, validator);
  }
  return validator;
}

const moduleOf = (name: string) => new URL(`../../actions/${name}.ts`, import.meta.url);

/** Imports the rules of an action, if it has any. */
export async function rulesOf(id: string): Promise<{ check?: Check }> {
  const file = moduleOf(`${id}.rules`);
  return existsSync(file) ? await import(file.href) : {};
}

async function sourceOf(id: string): Promise<ActionSource> {
  const entry = entryOf(id);
  return {
    entry,
    validator: validatorOf(id),
    ...(await rulesOf(id)),
    load: async () => (await import(moduleOf(id).href)).default,
    describe: async () => describe(entry),
  };
}

/**
 * Creates the catalogue of the checkout, from integration.yaml, schemas/ and actions/ as they are.
 * @param replaced actions to run instead of those of actions/
 */
export function liveCatalogue(...replaced: Action[]): Catalogue {
  const sources = Object.fromEntries([...entries.keys()].map((id) => [id, () => sourceOf(id)]));
  for (const action of replaced)
    sources[action.id] = async () => ({ ...(await sourceOf(action.id)), load: async () => action });
  return createCatalogue('0.0.0', sources);
}
