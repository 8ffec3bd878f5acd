import type { LoadedAction } from '../catalogue/catalogue.ts';
import type { Description } from '../catalogue/schema.ts';
import { type Fault, mergeFaults, SoarError } from '../errors.ts';
import type { Redactor } from '../redactor.ts';
import { type ReadResource, readResource } from '../resource/read-resource.ts';
import type { Resource } from '../resource/resource.ts';
import { paramsFromEnv } from './env-params.ts';
import { type Input, readParams } from './input.ts';
import type { RunnerOptions } from './options.ts';
import type { RunnerProcess } from './run-action.ts';

/** What a run is about, checked. */
export interface CheckedInput {
  /** As the action's schema says, defaults filled in. */
  params: Record<string, unknown>;
  resource: Resource;
  /** What works but should be looked at. */
  warnings: readonly string[];
}

const openResource = (
  { env, signal }: RunnerProcess,
  { resource: file, fromEnv }: RunnerOptions,
  redactor: Redactor,
): Promise<ReadResource> =>
  readResource(file === undefined ? 'environment' : { file }, { env, byId: fromEnv, redactor, signal });

/** Reads and checks params and resource. Throws one error that lists every fault of both. */
export async function readInput(
  action: LoadedAction,
  describe: () => Promise<Description>,
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<CheckedInput> {
  const opened = await openResource(io, options, redactor);
  const { env, clock, stdin, signal } = io;
  const input: Input = options.fromEnv
    ? paramsFromEnv(env, (await describe()).params)
    : await readParams(stdin, signal);
  const { params } = input;
  const unread = input.faults.some(({ path }) => path === '');
  const checked = unread ? [] : await action.validate(params, clock.now());
  const ofParams = mergeFaults(input.faults, checked);
  if ('faults' in opened) throw resourceRefusal([...opened.faults, ...ofParams]);
  if (ofParams.length > 0) throw paramRefusal(ofParams);
  return { params, ...opened };
}

/** Reads and checks the resource alone, for a batch whose params come line by line. Throws `invalid_resource`. */
export async function readBatchResource(
  io: RunnerProcess,
  options: RunnerOptions,
  redactor: Redactor,
): Promise<Omit<CheckedInput, 'params'>> {
  const opened = await openResource(io, options, redactor);
  if ('faults' in opened) throw resourceRefusal(opened.faults);
  return opened;
}

/** Params that are refused, with everything that is wrong with them. */
export const paramRefusal = (faults: Fault[]): SoarError => refusal('invalid_params', 'the params were', faults);

const resourceRefusal = (faults: readonly Fault[]): SoarError =>
  refusal('invalid_resource', 'the resource was', faults);

const refusal = (code: 'invalid_params' | 'invalid_resource', what: string, faults: readonly Fault[]): SoarError =>
  new SoarError(
    code,
    `${what} refused, nothing was sent: ${faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')}`,
    {
      hint: 'Correct the fields in details: --describe shows the params, the README the fields of the resource.',
      details: faults,
    },
  );
