import { paramFaults } from '../catalogue/validate.ts';
import { type Fault, SoarError } from '../errors.ts';
import { resourceFields } from '../generated/fields.ts';
import type { Redactor } from '../redactor.ts';
import { collectFields } from '../resource/fields.ts';
import { type Resource, readResource } from '../resource/resource.ts';
import { paramsFromEnv } from './env-params.ts';
import { type Input, readParams } from './input.ts';
import type { RunnerOptions } from './options.ts';
import type { RunnerEntry, RunnerProcess } from './run-action.ts';

/** What a run is about, checked. */
export interface CheckedInput {
  /** As the action's schema says, defaults filled in. */
  params: Record<string, unknown>;
  resource: Resource;
  /** What works but should be looked at. */
  warnings: readonly string[];
}

// Of a proxy's address only the credentials are secret: see hideParts.
const secrets = new Set(resourceFields.filter(({ type }) => type === 'password').map(({ id }) => id));

/** A resource as it was read, and what is wrong with it. */
interface ReadResource {
  resource: Resource;
  faults: Fault[];
  warnings: readonly string[];
}

async function readConnection(
  { env, signal }: RunnerProcess,
  { resource: path, fromEnv }: RunnerOptions,
  redactor: Redactor,
): Promise<ReadResource> {
  const file =
    path === undefined ? undefined : await (await import('../resource/file.ts')).readResourceFile(path, signal);
  const collected = await collectFields({ file, env, byId: fromEnv, signal });
  for (const id of secrets) if (id !== 'proxyUrl') redactor.add(collected.fields[id]);
  const { resource, faults } = await readResource(collected.fields, env, signal);
  hideParts(resource, redactor);
  const unread = file?.faults ?? [];
  return {
    resource,
    // Every field is missing from a file that cannot be read; its own fault says it all.
    faults: unread.length > 0 ? unread : merge(collected.faults, faults),
    warnings: [...(file?.warnings ?? []), ...collected.warnings],
  };
}

/** Reads and checks params and resource. Throws one error that lists every fault of both. */
export async function readInput(
  { check, validator, describe }: RunnerEntry,
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<CheckedInput> {
  const { resource, faults, warnings } = await readConnection(io, options, redactor);
  const { env, clock, stdin, signal } = io;
  const input: Input = options.fromEnv
    ? paramsFromEnv(env, (await describe()).params)
    : await readParams(stdin, signal);
  const { params } = input;
  const unread = input.faults.some(({ path }) => path === '');
  const checked = unread ? [] : await paramFaults(params, validator, check, clock.now());
  const ofParams = merge(input.faults, checked);
  if (faults.length > 0) throw refusal('invalid_resource', 'the resource was', [...faults, ...ofParams]);
  if (ofParams.length > 0) throw paramRefusal(ofParams);
  return { params, resource, warnings };
}

/** Reads and checks the resource alone, for a batch whose params come line by line. Throws `invalid_resource`. */
export async function readBatchResource(
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<Omit<CheckedInput, 'params'>> {
  const { resource, faults, warnings } = await readConnection(io, options, redactor);
  if (faults.length > 0) throw refusal('invalid_resource', 'the resource was', faults);
  return { resource, warnings };
}

/** Params that are refused, with everything that is wrong with them. */
export const paramRefusal = (faults: Fault[]): SoarError => refusal('invalid_params', 'the params were', faults);

/** A field whose text could not be read at all is not also reported as missing. */
const merge = (first: Fault[], second: Fault[]): Fault[] => [
  ...first,
  ...second.filter(({ path }) => !first.some((fault) => fault.path === path)),
];

const refusal = (code: 'invalid_params' | 'invalid_resource', what: string, faults: Fault[]): SoarError =>
  new SoarError(
    code,
    `${what} refused, nothing was sent: ${faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`,
    {
      hint: 'Correct the fields in details: --describe shows the params, the README the fields of the resource.',
      details: faults,
    },
  );

/** Secrets that stand inside of fields: the credentials of proxies, a key in other line breaks. */
function hideParts({ proxyUrl, systemProxyUrl, credential }: Resource, redactor: Redactor): void {
  if ('privateKey' in credential) redactor.add(credential.privateKey);
  for (const proxy of [proxyUrl, systemProxyUrl].filter((url) => url !== undefined)) {
    const { username, password } = new URL(proxy);
    for (const part of [username, password]) {
      redactor.add(part);
      redactor.add(decodeURIComponent(part));
    }
  }
}
