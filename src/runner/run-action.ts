import type { Readable, Writable } from 'node:stream';
import { isRowStream } from '../defender/row-stream.ts';
import { type Fault, SoarError, toSoarError } from '../errors.ts';
import { manifest } from '../generated/manifest.ts';
import type { Actions } from '../generated/types.ts';
import type { Clock } from '../http/clock.ts';
import type { WriteProgress } from '../http/http.ts';
import { createLog, createRedactor, type LogLevel, logLevels, type Redactor } from '../log.ts';
import type { Action } from './define-action.ts';
import { fillLeaves, paramsFromEnv } from './env-params.ts';
import { type Input, readParams } from './input.ts';
import { checkExportedFrom, readOptions, usage } from './options.ts';
import { errorLine, exitCodeOf, writeOut, writeRows } from './output.ts';
import { collectFields, type Environment, type Resource, readResource } from './resource.ts';
import { readResourceFile } from './resource-file.ts';
import type { Description, Validator } from './schema.ts';
import { paramFaults } from './validate.ts';

/** One action as the build puts it together. */
export interface RunnerEntry {
  action: Action;
  validator: Validator;
  /** Its schemas, loaded only where they are needed. */
  describe: () => Promise<Description>;
  /** Version of the package. */
  version: string;
}

/** The process around a run, passed in so that a run can be driven without one. */
export interface RunnerProcess {
  argv: readonly string[];
  env: Environment;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Writable;
  /** Aborted by SIGTERM and SIGINT. */
  signal: AbortSignal;
  /** Which of the two it was. */
  signalName: () => NodeJS.Signals | undefined;
  clock: Clock;
}

const secrets = new Set(manifest.resource.fields.filter(({ type }) => type === 'password').map(({ id }) => id));

/** Params and resource, checked. Throws one error that lists every fault of both. */
async function readInput(
  { action, validator, describe }: RunnerEntry,
  io: RunnerProcess,
  options: ReturnType<typeof readOptions>,
  redactor: Redactor,
) {
  const { env, clock } = io;
  const file = options.resource === undefined ? undefined : await readResourceFile(options.resource);
  const collected = collectFields(file?.fields, env, options.fromEnv);
  for (const id of secrets) redactor.add(collected.fields[id]);
  const { resource, faults: ofFields } = readResource(collected.fields, env);
  hideParts(resource, redactor);
  const ofResource: Fault[] = [...(file?.faults ?? []), ...collected.faults, ...ofFields];
  const input: Input = options.fromEnv
    ? paramsFromEnv(env, (await describe()).params)
    : await readParams(io.stdin, io.signal);
  const { params } = input;
  const unread = input.faults.some(({ path }) => path === '');
  const ofParams = unread
    ? input.faults
    : merge(input.faults, await paramFaults(params, validator, action.check, clock.now()));
  if (ofResource.length > 0) throw refusal('invalid_resource', 'the resource was', [...ofResource, ...ofParams]);
  if (ofParams.length > 0) throw refusal('invalid_params', 'the params were', ofParams);
  return { params, resource, warnings: file?.warnings ?? [] };
}

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
      hint: 'Correct what details list; --describe shows the params, the README the fields of the resource.',
      details: faults,
    },
  );

/** Secrets that stand inside of fields: a proxy's password, a key in other line breaks. */
function hideParts({ proxyUrl, credential }: Resource, redactor: Redactor): void {
  if ('privateKey' in credential) redactor.add(credential.privateKey);
  if (proxyUrl === undefined) return;
  const { username, password } = new URL(proxyUrl);
  redactor.add(password === '' ? undefined : decodeURIComponent(password));
  redactor.add(password === '' ? undefined : password);
  redactor.add(username === '' ? undefined : decodeURIComponent(username));
}

const afterCancel: Record<WriteProgress['outcome'], string> = {
  not_sent: 'Nothing was written.',
  accepted: 'What was started goes on: look with get-machine-action-details, or in the portal.',
  unknown: 'A write was under way: look with list-machine-actions or list-indicators before you send it again.',
};

/** Adds what only the end of a run knows: what became of a write, and which permission a 403 was about. */
async function complete(
  error: SoarError,
  action: string,
  progress: WriteProgress,
  clientId: string,
  token: string | undefined,
): Promise<SoarError> {
  if (error.code === 'cancelled') {
    const { outcome, machineActionId } = progress;
    return error.with({
      hint: afterCancel[outcome],
      details: { outcome, ...(machineActionId !== undefined && { machineActionId }) },
    });
  }
  if (error.code !== 'permission_denied' || error.fields.status === undefined || token === undefined) return error;
  const [{ rolesOf }, { permissionHint }] = await Promise.all([import('../http/auth.ts'), import('./permissions.ts')]);
  return error.with({ hint: permissionHint(action, rolesOf(token), clientId) });
}

/**
 * Runs one action from params to the document on stdout, by the contract between runner and platform.
 * @returns the exit code
 */
export async function runAction(entry: RunnerEntry, io: RunnerProcess): Promise<number> {
  const { action, version } = entry;
  const { env, stdout, stderr, clock, signal } = io;
  const redactor = createRedactor();
  const level = logLevels.find((name) => name === env.DEFENDER_LOG) satisfies LogLevel | undefined;
  const log = createLog(level, redactor, (line) => stderr.write(`${line}\n`));
  const errorText = (error: SoarError) => redactor.text(JSON.stringify(error));
  const progress: WriteProgress = { outcome: 'not_sent' };
  let clientId = '';
  let token: () => string | undefined = () => undefined;
  let close = () => {};

  const fail = async (thrown: unknown, document: boolean): Promise<number> => {
    const error = await complete(toSoarError(thrown), action.id, progress, clientId, token());
    log.debug('failed', { stack: error.stack, cause: error.cause instanceof Error ? error.cause.stack : undefined });
    if (document) await writeOut(stdout, `{"error":${errorText(error)}}\n`);
    await writeOut(stderr, `${redactor.text(errorLine(error))}\n`);
    return exitCodeOf(error.code, io.signalName());
  };

  try {
    const options = readOptions(io.argv);
    if (options.help) return await finish(stdout, usage(action.id, manifestName(action.id), manifestText(action.id)));
    if (options.version) return await finish(stdout, `${version}\n`);
    if (options.describe) return await finish(stdout, `${JSON.stringify(await entry.describe())}\n`);
    if (options.exportedFrom !== undefined) checkExportedFrom(options.exportedFrom, version);
    if (io.stdin.isTTY && !options.fromEnv) {
      await writeOut(stderr, usage(action.id, manifestName(action.id), manifestText(action.id)));
      return 2;
    }
    const { params, resource, warnings } = await readInput(entry, io, options, redactor);
    clientId = resource.clientId;
    const { createClient } = await import('./client.ts');
    const client = createClient({ resource, env, version, clock, signal, log, redactor, progress, warnings });
    token = client.token;
    close = client.close;
    log.info('run', { action: action.id, resource: resource.label });
    const filled = options.fromEnv ? (await entry.describe()).result : undefined;
    const result = await action.run({
      params: params as Actions[typeof action.id]['params'],
      defender: client.defender,
      log,
      signal,
      clock,
    });
    if (isRowStream(result)) {
      const rows = filled?.properties?.[result.key]?.items;
      const stringify = rows?.properties ? (row: unknown) => JSON.stringify(fillLeaves(row, rows)) : result.stringify;
      const tail = () => (filled ? withoutRows(fillLeaves(result.tail(), filled), result) : result.tail());
      const failure = await writeRows(stdout, { ...result, stringify, tail }, errorText);
      return failure === undefined ? 0 : await fail(failure, false);
    }
    return await finish(stdout, `${JSON.stringify(filled ? fillLeaves(result, filled) : result)}\n`);
  } catch (error) {
    return await fail(error, true);
  } finally {
    close();
  }
}

async function finish(stdout: Writable, text: string): Promise<number> {
  await writeOut(stdout, text);
  return 0;
}

/** Members that were written before the rows must not come again behind them. */
function withoutRows(tail: unknown, { head, key }: { head: object; key: string }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tail as object).filter(([name]) => name !== key && !(name in head)));
}

const manifestOf = (id: string) => manifest.actions.find((action) => action.id === id);
const manifestName = (id: string): string => manifestOf(id)?.name ?? id;
const manifestText = (id: string): string => manifestOf(id)?.description ?? '';
