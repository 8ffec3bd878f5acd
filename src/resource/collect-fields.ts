import { resolve } from 'node:path';
import type { Fault } from '../errors.ts';
import { type FoundText, readFieldFile } from './field-file.ts';
import {
  fieldIds,
  fieldsInFiles,
  filled,
  listFields,
  networkFields,
  type ResourceContext,
  type ResourceFields,
  secretFields,
} from './fields.ts';
import { faultsOf, type Reading, refuse } from './reading.ts';
import { readReference } from './reference.ts';
import { overruledVariables, readVariable, unusedVariables } from './variables.ts';

/** Fields as a program or a resource file gives them. */
export interface GivenFields {
  values: Readonly<Record<string, unknown>>;
  /** Folder of the resource file: paths in `…File` are relative to it. Without one, the fields cannot name files. */
  folder?: string;
}

/** Every field that has a text, what is wrong with the others, and warnings. */
export interface CollectedFields {
  fields: ResourceFields;
  /** Absolute paths of the files that gave a field. */
  files: Readonly<Record<string, string>>;
  faults: Fault[];
  warnings: string[];
}

const isListOfText = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Fields that a program or a file may give as a number. */
const numericFields: readonly string[] = ['timeoutSeconds', 'maxContainmentsPerHour'];

/** Reads a given value: text; some may be a number, what is protected a list. */
function readGiven(id: string, value: unknown, known: readonly string[]): Reading<string | undefined> {
  if (!known.includes(id)) return refuse(id, 'is not a resource field');
  if (value === null || value === undefined) return { value: undefined };
  if (typeof value === 'string') return { value: filled(value) };
  if (typeof value === 'number' && numericFields.includes(id)) return { value: String(value) };
  if (listFields.includes(id) && isListOfText(value)) return { value: filled(value.join('\n')) };
  return refuse(id, 'must be text');
}

/** Warns about fields that the resource file names without a value, such as a list whose entries are all comments. */
function emptyFields(given: ReadonlyMap<string, Reading<string | undefined>>): string[] {
  const empty = [...given].filter(([, read]) => 'value' in read && read.value === undefined).map(([id]) => id);
  return empty.length === 0 ? [] : [`The resource file gives no value for ${empty.join(', ')}.`];
}

/**
 * Collects the fields of a resource: the given ones, else those of the environment. Variables do not complete given
 * fields, except for the network: they would send the secret of one tenant to another.
 */
export async function collectFields(
  source: GivenFields | undefined,
  context: ResourceContext,
): Promise<CollectedFields> {
  const folder = source?.folder;
  const known = folder === undefined ? fieldIds : [...fieldIds, ...fieldsInFiles.map((id) => `${id}File`)];
  const given = new Map(
    Object.entries(source?.values ?? {}).map(([id, value]) => [id, readGiven(id, value, known)] as const),
  );
  const textOf = (id: string): string | undefined => {
    const read = given.get(id);
    return read && 'value' in read ? read.value : undefined;
  };

  async function read(id: string): Promise<Reading<FoundText>> {
    const text = textOf(id);
    if (text !== undefined && folder !== undefined) {
      if (secretFields.includes(id)) return readReference(id, text, folder, context);
      if (id === 'federatedTokenFile') return { value: { text: resolve(folder, text) } };
    }
    if (text !== undefined) return { value: { text } };
    const path = textOf(`${id}File`);
    if (path !== undefined) return readFieldFile(id, `${id}File`, resolve(folder ?? '', path), context.signal);
    return source === undefined || networkFields.includes(id) ? readVariable(id, context) : { value: {} };
  }

  const fields: ResourceFields = {};
  const files: Record<string, string> = {};
  const referred: string[] = [];
  const faults = [...given.values()].flatMap(faultsOf);
  for (const id of fieldIds) {
    const found = await read(id);
    if ('faults' in found) {
      faults.push(...found.faults);
      continue;
    }
    const { text, path, variable } = found.value;
    if (text) fields[id] = text;
    if (path !== undefined) files[id] = path;
    if (variable !== undefined) referred.push(variable);
  }
  if (source === undefined) return { fields, files, faults, warnings: overruledVariables(context.env) };
  const warnings = folder === undefined ? [] : [...emptyFields(given), ...unusedVariables(context.env, referred)];
  return { fields, files, faults, warnings };
}
