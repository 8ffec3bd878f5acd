import type { Catalogue } from '../catalogue/catalogue.ts';
import { mergeFaults } from '../errors.ts';
import type { Redactor } from '../redactor.ts';
import { paramRefusal, resourceRefusal } from '../refusals.ts';
import { type ReadResource, readResource } from '../resource/read-resource.ts';
import { paramsFromEnv } from './env-params.ts';
import { readParams } from './input.ts';
import type { RunnerOptions } from './options.ts';
import type { RunnerProcess } from './runner-process.ts';

/** A resource that was accepted, and what should be looked at. */
type OpenResource = Exclude<ReadResource, { faults: unknown }>;

const read = (
  { env, signal }: RunnerProcess,
  { resource: file, fromEnv }: RunnerOptions,
  redactor: Redactor,
): Promise<ReadResource> =>
  readResource(file === undefined ? 'environment' : { file }, { env, byId: fromEnv, redactor, signal });

/** Reads the resource. Throws `invalid_resource` with every fault. */
export async function openResource(
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<OpenResource> {
  const opened = await read(io, options, redactor);
  if ('faults' in opened) throw resourceRefusal(opened.faults);
  return opened;
}

/**
 * Reads params and resource. The params are validated here only if the run is refused anyway, so that the error lists every
 * fault of both.
 */
export async function readInput(
  catalogue: Catalogue,
  id: string,
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<OpenResource & { params: Record<string, unknown> }> {
  const { env, clock, stdin, signal } = io;
  const opened = await read(io, options, redactor);
  const { params, faults } = options.fromEnv
    ? paramsFromEnv(env, (await catalogue.describe(id)).params)
    : await (io.params?.(io) ?? readParams(stdin, signal));
  if (!('faults' in opened) && faults.length === 0) return { params, ...opened };
  const isUnread = faults.some(({ path }) => path === '');
  const further = isUnread ? [] : await (await catalogue.load(id)).validate(params, clock.now());
  const all = mergeFaults(faults, further);
  throw 'faults' in opened ? resourceRefusal([...opened.faults, ...all]) : paramRefusal(all);
}
