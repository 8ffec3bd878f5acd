import { resourceFields } from '../generated/fields.ts';
import type { Redactor } from '../redactor.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The fields as text, by their id in the manifest; empty ones are left out. */
export type ResourceFields = Record<string, string>;

/** What reading a resource depends on besides its fields. */
export interface ResourceContext {
  /** Variables of the caller: those of the resource, of proxies, and the ones that change how Node connects. */
  env: Environment;
  /** Whether a variable may also be named by field id, as with `--from-env`. */
  byId?: boolean;
  /** Learns every secret of the resource, even if the resource is refused. */
  redactor: Redactor;
  /** Ends the reading of a file or a pipe. */
  signal: AbortSignal;
}

/** Text that a platform sends for a placeholder it could not fill: it must not be read as "everything" or "nothing". */
export const unresolved = /^(null|none|undefined)$/i;

/** Ids of all fields, in the order of the manifest. */
export const fieldIds: readonly string[] = resourceFields.map(({ id }) => id);

/** Fields whose text may be in a file of its own, named by `…_FILE`, or by `…File` in a resource file. */
export const fieldsInFiles: readonly string[] = ['clientSecret', 'clientCertificate', 'caCertificates'];

/** Fields that may be a list; as text, commas and line breaks separate its entries. */
export const listFields: readonly string[] = ['protectedMachines', 'protectedIndicators'];

/** Fields that a resource file may give by reference, because they are secret. */
export const secretFields: readonly string[] = resourceFields
  .filter(({ type }) => type === 'password')
  .map(({ id }) => id);

/** Fields that describe this machine's network, not the tenant: a resource may leave them to the environment. */
export const networkFields: readonly string[] = ['proxyUrl', 'caCertificates'];

/** Variables that hold a field. */
export interface FieldVariables {
  name: string;
  /** Variable that may name a file instead. */
  file?: string;
  /** Older name of the variable, read if the other is not set. */
  olderName?: string;
}

/** Returns the variables of a field. */
export function variablesOf(id: string): FieldVariables {
  const name = `DEFENDER_${id.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
  if (id === 'timeoutSeconds') return { name, olderName: 'DEFENDER_DEADLINE_SECONDS' };
  return fieldsInFiles.includes(id) ? { name, file: `${name}_FILE` } : { name };
}

/** Returns trimmed text; undefined if nothing is left. */
export const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;
