import { dirname, resolve } from 'node:path';
import type { Fault } from '../errors.ts';
import { resourceFields } from '../generated/fields.ts';
import { readTextFile, Unreadable } from '../text-file.ts';
import type { ResourceFile } from './file.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The fields as text, by their id in the manifest; empty ones are left out. */
export type ResourceFields = Record<string, string>;

/** Words that a platform leaves where a placeholder could not be filled: they must never become "everything", or "nothing". */
export const unresolved = /^(null|none|undefined)$/i;

const fieldIds = resourceFields.map(({ id }) => id);

/** Fields that may be in a separate file, named by `…_FILE`, or by `…File` in a resource file. */
const inOwnFile = ['clientSecret', 'clientCertificate', 'caCertificates'];

/** Fields that describe this machine's network, not the tenant: a resource file may leave them to the environment. */
const ofTheNetwork = ['proxyUrl', 'caCertificates'];

/** The variable of a field, and the one that may name a file instead. */
export function variablesOf(id: string): { name: string; file: string | undefined } {
  const name = `DEFENDER_${id === 'timeoutSeconds' ? 'DEADLINE_SECONDS' : id.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
  return { name, file: inOwnFile.includes(id) ? `${name}_FILE` : undefined };
}

/** A fault of a resource field. */
export const fault = (id: string, message: string): Fault => ({ path: `resource.${id}`, message });

const isListOfText = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Values of a `--resource` file: text; the timeout may be a number, the protected machines a list. */
function fileFields(file: Record<string, unknown>, faults: Fault[]): ResourceFields {
  const known = [...fieldIds, ...inOwnFile.map((id) => `${id}File`)];
  const fields: ResourceFields = {};
  for (const [id, value] of Object.entries(file)) {
    if (!known.includes(id)) faults.push(fault(id, 'is not a field of the resource'));
    else if (typeof value === 'string') fields[id] = value;
    else if (typeof value === 'number' && id === 'timeoutSeconds') fields[id] = String(value);
    else if (id === 'protectedMachines' && isListOfText(value)) fields[id] = value.join('\n');
    else if (value !== null) faults.push(fault(id, 'must be text'));
  }
  return fields;
}

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;

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

/** Warns about variables that have no effect because of the resource file. */
function unusedVariables(env: Environment): string[] {
  const names = fieldIds.filter((id) => !ofTheNetwork.includes(id)).map((id) => variablesOf(id).name);
  const set = names.filter((name) => filled(env[name]) !== undefined);
  return set.length === 0 ? [] : [`The resource file stands alone: ${set.join(', ')} had no effect.`];
}

/** Warns about fields that the resource file names without a value, such as a list whose entries are all comments. */
function emptyFields({ fields }: ResourceFile, given: ResourceFields): string[] {
  const empty = Object.keys(fields).filter((id) => filled(given[id]) === undefined);
  return empty.length === 0 ? [] : [`The resource file gives no value for ${empty.join(', ')}.`];
}

/** Where fields come from. */
interface Sources {
  file: ResourceFile | undefined;
  env: Environment;
  /** Whether variables may be named by field id, for `--from-env`. */
  byId: boolean;
  signal: AbortSignal;
}

/** The fields that were found, their faults, and warnings. */
interface Collected {
  fields: ResourceFields;
  faults: Fault[];
  warnings: string[];
}

/**
 * Collects the fields: from a `--resource` file, else (with `byId`) from variables named by field id, else from
 * `DEFENDER_*`. A file is not completed from variables: it would send the secret of one tenant to another.
 */
export async function collectFields({ file, env, byId, signal }: Sources): Promise<Collected> {
  const faults: Fault[] = [];
  const given = fileFields(file?.fields ?? {}, faults);

  /** The text of the file that a setting names; one final line break does not count. */
  async function textOf(id: string, setting: string, path: string): Promise<string | undefined> {
    try {
      return (await readTextFile(path, signal)).replace(/\r?\n$/, '');
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      faults.push(fault(id, `the file named by ${setting} ${error.message}`));
      return undefined;
    }
  }

  function fromFile(id: string, { path }: ResourceFile) {
    const own = filled(given[`${id}File`]);
    return filled(given[id]) ?? (own && textOf(id, `${id}File`, resolve(dirname(path), own)));
  }

  function fromEnvironment(id: string) {
    const named = byId ? namedVariable(id, env, faults) : undefined;
    const { name, file: setting = '' } = variablesOf(id);
    const path = filled(env[setting]);
    return named ?? filled(env[name]) ?? (path && textOf(id, setting, path));
  }

  const fields: ResourceFields = {};
  for (const id of fieldIds) {
    const inFile = file && (await fromFile(id, file));
    const alone = file !== undefined && !ofTheNetwork.includes(id);
    const value = inFile ?? (alone ? undefined : await fromEnvironment(id));
    if (value) fields[id] = value;
  }
  return { fields, faults, warnings: file === undefined ? [] : [...emptyFields(file, given), ...unusedVariables(env)] };
}
