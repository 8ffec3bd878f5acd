import { type FoundText, readFieldFile } from './field-file.ts';
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
export async function readVariable(id: string, { env, byId, signal }: ResourceContext): Promise<Reading<FoundText>> {
  const named: Reading<string | undefined> = byId ? readNamedVariable(id, env) : { value: undefined };
  if ('faults' in named) return named;
  const { name, olderName = '', file: setting = '' } = variablesOf(id);
  const text = named.value ?? filled(env[name]) ?? filled(env[olderName]);
  const path = filled(env[setting]);
  return text === undefined && path !== undefined ? readFieldFile(id, setting, path, signal) : { value: { text } };
}

/** Warns about variables that have no effect because of the resource file, which does not refer to them. */
export function unusedVariables(env: Environment, referred: readonly string[]): string[] {
  const names = fieldIds.filter((id) => !networkFields.includes(id)).map(variablesOf);
  const set = names
    .flatMap(({ name, olderName = '' }) => [name, olderName])
    .filter((name) => filled(env[name]) && !referred.includes(name));
  return set.length === 0 ? [] : [`The resource file stands alone: ${set.join(', ')} had no effect.`];
}

/** Warns about an older variable that differs from the one that counts. */
export function overruledVariables(env: Environment): string[] {
  return fieldIds.map(variablesOf).flatMap(({ name, olderName = '' }) => {
    const [text, older] = [filled(env[name]), filled(env[olderName])];
    return text === undefined || older === undefined || text === older
      ? []
      : [`${olderName} had no effect: ${name} is set to another value.`];
  });
}
