import { readFieldFile } from './field-file.ts';
import {
  type Environment,
  fieldIds,
  filled,
  networkFields,
  type ResourceContext,
  unresolved,
  variablesOf,
} from './fields.ts';
import { type Reading, refuse } from './reading.ts';

/** Reads a variable named by field id; the empty string is absent, a placeholder that was not filled in is a fault. */
function readNamedVariable(id: string, env: Environment): Reading<string | undefined> {
  const text = [env[id], id === 'proxyUrl' ? env.proxy_url : undefined].find(
    (value) => value !== undefined && value !== '',
  );
  if (text === undefined) return { value: undefined };
  const trimmed = text.trim();
  if (trimmed === '') return refuse(id, 'has only white space');
  return unresolved.test(trimmed) ? refuse(id, `is "${trimmed}": a placeholder was not filled in`) : { value: trimmed };
}

/** Reads a field from the environment: by its id if that is allowed, by its `DEFENDER_*` name, or from a file. */
export async function readVariable(
  id: string,
  { env, byId, signal }: ResourceContext,
): Promise<Reading<string | undefined>> {
  const named: Reading<string | undefined> = byId ? readNamedVariable(id, env) : { value: undefined };
  if ('faults' in named) return named;
  const { name, file: setting = '' } = variablesOf(id);
  const text = named.value ?? filled(env[name]);
  const path = filled(env[setting]);
  return text === undefined && path !== undefined ? readFieldFile(id, setting, path, signal) : { value: text };
}

/** Warns about variables that have no effect because of the resource file. */
export function unusedVariables(env: Environment): string[] {
  const names = fieldIds.filter((id) => !networkFields.includes(id)).map((id) => variablesOf(id).name);
  const set = names.filter((name) => filled(env[name]) !== undefined);
  return set.length === 0 ? [] : [`The resource file stands alone: ${set.join(', ')} had no effect.`];
}
