import { dirname } from 'node:path';
import { type Fault, mergeFaults } from '../errors.ts';
import { collectFields, type GivenFields } from './collect-fields.ts';
import { type ResourceContext, secretFields } from './fields.ts';
import { readFields } from './read-fields.ts';
import type { Reading } from './reading.ts';
import type { Resource } from './resource.ts';

/**
 * Where a resource comes from: fields that a program has, a file in JSON or YAML, or the environment. Text fields of the
 * first two may also be a number (timeoutSeconds) or a list (protectedMachines); only the file may name other files.
 */
export type ResourceSource = { fields: Readonly<Record<string, unknown>> } | { file: string } | 'environment';

/** A resource that can be used, with what should be looked at, or everything that is wrong with it. */
export type ReadResource = { resource: Resource; warnings: readonly string[] } | { faults: readonly Fault[] };

/** Fields that are secret as a whole. Of a proxy's address only user name and password are: the proxy itself is named in errors. */
const hiddenFields = secretFields.filter((id) => id !== 'proxyUrl');

/** Fields that a source gives, and warnings about the source. */
interface Given {
  fields: GivenFields | undefined;
  warnings: readonly string[];
}

async function readSource(source: ResourceSource, signal: AbortSignal): Promise<Reading<Given>> {
  if (source === 'environment') return { value: { fields: undefined, warnings: [] } };
  if ('fields' in source) return { value: { fields: { values: source.fields }, warnings: [] } };
  const file = await (await import('./file.ts')).readResourceFile(source.file, signal);
  if ('faults' in file) return file;
  const { values, warnings } = file.value;
  return { value: { fields: { values, folder: dirname(source.file) }, warnings } };
}

/**
 * Opens a saved connection from any source: reads and validates its fields, and hides its secrets in the redactor. Throws
 * `cancelled` if a signal ends it.
 */
export async function readResource(source: ResourceSource, context: ResourceContext): Promise<ReadResource> {
  const given = await readSource(source, context.signal);
  if ('faults' in given) return given;
  const { fields, files, faults, warnings } = await collectFields(given.value.fields, context);
  for (const id of hiddenFields) context.redactor.add(fields[id]);
  const read = await readFields(fields, files, context);
  if ('value' in read && faults.length === 0)
    return { resource: read.value, warnings: [...given.value.warnings, ...warnings] };
  // A field that could not be read is not also reported as missing.
  return { faults: mergeFaults(faults, 'faults' in read ? read.faults : []) };
}
