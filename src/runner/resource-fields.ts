import { readFileSync } from 'node:fs';
import type { Fault } from '../errors.ts';
import { resourceFields } from '../generated/fields.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The fields as text, by their id in the manifest; empty ones are left out. */
export type ResourceFields = Record<string, string>;

/** Words that a platform leaves where a placeholder could not be filled: they must never become "everything", or "nothing". */
export const unresolved = /^(null|none|undefined)$/i;

const fieldIds = resourceFields.map(({ id }) => id);

/** Fields whose environment variable may name a file instead. */
const fromFile = new Set(['clientSecret', 'clientCertificate', 'caCertificates']);

const variableOf = (id: string): string =>
  id === 'timeoutSeconds' ? 'DEFENDER_DEADLINE_SECONDS' : `DEFENDER_${id.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/** A fault of a resource field. */
export const fault = (id: string, message: string): Fault => ({ path: `resource.${id}`, message });

const isListOfText = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Values of a `--resource` file: text, for the timeout a number too, for the protected machines a list too. */
function fileFields(file: Record<string, unknown>, faults: Fault[]): ResourceFields {
  const fields: ResourceFields = {};
  for (const [id, value] of Object.entries(file)) {
    if (!fieldIds.includes(id)) faults.push(fault(id, 'is no field of the resource'));
    else if (typeof value === 'string') fields[id] = value;
    else if (typeof value === 'number' && id === 'timeoutSeconds') fields[id] = String(value);
    else if (id === 'protectedMachines' && isListOfText(value)) fields[id] = value.join('\n');
    else if (value !== null) faults.push(fault(id, 'must be text'));
  }
  return fields;
}

const filled = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);

/** A variable named by field id; the empty string is absent, what a platform could not fill in is a fault. */
function namedVariable(id: string, env: Environment, faults: Fault[]): string | undefined {
  const text = [env[id], id === 'proxyUrl' ? env.proxy_url : undefined].find(
    (value) => value !== undefined && value !== '',
  );
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (trimmed !== '' && !unresolved.test(trimmed)) return trimmed;
  faults.push(
    fault(id, trimmed === '' ? 'holds only white space' : `is "${trimmed}": a placeholder was not filled in`),
  );
  return undefined;
}

function variable(id: string, env: Environment, faults: Fault[]): string | undefined {
  const name = variableOf(id);
  const value = env[name];
  if (value !== undefined && value.trim() !== '') return value.trim();
  const path = fromFile.has(id) ? env[`${name}_FILE`] : undefined;
  if (path === undefined || path.trim() === '') return undefined;
  try {
    return readFileSync(path.trim(), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    faults.push(
      fault(id, `the file that ${name}_FILE names cannot be read (${(error as NodeJS.ErrnoException).code})`),
    );
    return undefined;
  }
}

/**
 * Collects the fields: from a `--resource` file, then (with `byId`, for `--from-env`) from variables named by field id,
 * then from `DEFENDER_*`.
 */
export function collectFields(
  file: Record<string, unknown> | undefined,
  env: Environment,
  byId: boolean,
): { fields: ResourceFields; faults: Fault[] } {
  const faults: Fault[] = [];
  const given = fileFields(file ?? {}, faults);
  const fields: ResourceFields = {};
  for (const id of fieldIds) {
    const named = byId ? namedVariable(id, env, faults) : undefined;
    const value = filled(given[id])?.trim() ?? named ?? variable(id, env, faults);
    if (value !== undefined && value !== '') fields[id] = value;
  }
  return { fields, faults };
}
