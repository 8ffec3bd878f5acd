import type { Readable, Writable } from 'node:stream';
import type { Catalogue, LoadedAction } from '../catalogue/catalogue.ts';
import type { JsonSchema } from '../catalogue/schema.ts';
import type { Clock } from '../clock.ts';
import type { Client } from '../engine/client.ts';
import { type SoarError, toSoarError } from '../errors.ts';
import { createLog, type Log, logLevels } from '../log.ts';
import { WriteProgress, type WriteState } from '../progress.ts';
import { createRedactor, type Redactor } from '../redactor.ts';
import type { Environment } from '../resource/fields.ts';
import type { Resource } from '../resource/resource.ts';
import { isRowStream, mapRows, type RowStream, type RowsText } from '../result.ts';
import { fillLeaves } from './env-params.ts';
import { checkExportedFrom, type RunnerOptions, readOptions, usage } from './options.ts';
import { errorLine, exitCodeOf, textOf, writeOut, writePieces } from './output.ts';
import { readBatchResource, readInput } from './read-input.ts';

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
  /** Rejects with what nobody caught, so that even that ends in one document without secrets. */
  crashed: Promise<never>;
}

/** A run and what is known of it so far. */
interface Run {
  catalogue: Catalogue;
  id: string;
  io: RunnerProcess;
  redactor: Redactor;
  log: Log;
  progress: WriteProgress;
  client: Client | undefined;
  /** Whether its document, or the beginning of it, is already on stdout. */
  hasDocument: boolean;
}

/** What became of a write, and what to do about it, when a run ends before its result is delivered. */
function outcomeHint({ outcome, followUp, started }: WriteState): string {
  if (outcome === 'not_sent') return 'Nothing was changed in Defender.';
  const read = started && ('investigationId' in started ? 'get-investigation' : 'get-machine-action-details');
  const action = read ?? followUp;
  const look = action === undefined ? 'look in the portal' : `look with ${action}, or in the portal`;
  return outcome === 'accepted'
    ? `Defender accepted the write: ${look}.`
    : `A write was under way: ${look}, before you send it again.`;
}

/**
 * Removes secrets, and adds what only the end of a run knows: what became of a write, which machine action goes on, and
 * which permission a 403 was about.
 */
async function complete(run: Run, thrown: unknown, progress: WriteState = run.progress): Promise<SoarError> {
  const { id, client, redactor } = run;
  const { outcome, started } = progress;
  const clean = toSoarError(thrown).map(redactor.clean);
  if (clean.code === 'cancelled' || clean.code === 'internal') {
    const isHarmless = clean.code === 'internal' && outcome === 'not_sent';
    const hint = isHarmless ? clean.fields.hint : outcomeHint(progress);
    return clean.with({ hint, details: { outcome, ...started, ...clean.fields.details } });
  }
  const isNamed = started === undefined || clean.fields.details !== undefined;
  const error = isNamed ? clean : clean.with({ details: { ...started } });
  const { status, certain } = error.fields;
  if (error.code !== 'permission_denied' || status === undefined || certain || client === undefined) return error;
  return error.with({ hint: await client.permissionHint(id, error.fields.hint ?? '') });
}

/** A parser's error quotes fragments of its input, in which a secret is not recognised. */
const stackOfCause = ({ cause }: SoarError): string | undefined =>
  cause instanceof Error && !(cause instanceof SyntaxError) ? cause.stack : undefined;

/** Reports a failure on both channels; on stdout only if no document has begun there. */
async function fail(run: Run, thrown: unknown): Promise<number> {
  const { io, log } = run;
  const error = await complete(run, thrown);
  log.debug('failed', { stack: error.stack, cause: stackOfCause(error) });
  if (!run.hasDocument) await writeOut(io.stdout, `${JSON.stringify({ error })}\n`, io.signal);
  await writeOut(io.stderr, `${errorLine(error)}\n`, io.signal);
  return exitCodeOf(error.code, io.signalName());
}

/** Writes the document of a run that succeeded; a run whose document is lost has failed. */
async function deliver(run: Run, text: string): Promise<number> {
  run.hasDocument = true;
  const lost = await writeOut(run.io.stdout, text, run.io.signal);
  return lost === undefined ? 0 : fail(run, lost);
}

/** Writes a streamed result; with `filled`, each row with every declared leaf. */
async function writeStream(run: Run, stream: RowStream, filled: JsonSchema | undefined): Promise<number> {
  const rows = filled?.properties?.[stream.key]?.items;
  const pages = rows?.properties ? filledPages(stream, rows) : stream.pages;
  const tail = () => (filled ? withoutRows(fillLeaves(stream.tail(), filled), stream) : stream.tail());
  async function* document(): AsyncGenerator<RowsText> {
    for await (const piece of textOf({ ...stream, pages, tail })) {
      run.hasDocument = true;
      yield piece;
    }
    yield '\n';
  }
  let failure: SoarError | undefined;
  const lost = await writePieces(run.io.stdout, document(), run.io.signal, async (error) => {
    failure = error;
    return `],"error":${JSON.stringify(await complete(run, error))}}\n`;
  });
  failure ??= lost;
  return failure === undefined ? 0 : fail(run, failure);
}

async function* filledPages({ pages }: RowStream, schema: JsonSchema): AsyncGenerator<string> {
  for await (const page of pages) yield mapRows(page, (row) => fillLeaves(row, schema));
}

/** Members that were written before the rows must not come again behind them. */
function withoutRows(tail: unknown, { head, key }: RowStream): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tail as object).filter(([name]) => name !== key && !(name in head)));
}

/** What an option asks to be printed instead of a run. */
async function printed(options: RunnerOptions, { catalogue, id }: Run): Promise<string | undefined> {
  if (options.help) return usage(await catalogue.describe(id));
  if (options.version) return `${catalogue.version}\n`;
  return options.describe ? `${JSON.stringify(await catalogue.describe(id))}\n` : undefined;
}

async function perform(run: Run): Promise<number> {
  const { catalogue, id, io } = run;
  const { stdin, stderr } = io;
  const options = readOptions(io.argv);
  const text = await printed(options, run);
  if (text !== undefined) return deliver(run, text);
  if (options.exportedFrom !== undefined) checkExportedFrom(options.exportedFrom, catalogue.version);
  if (stdin.isTTY && !options.fromEnv) {
    await writeOut(stderr, usage(await catalogue.describe(id)));
    return 2;
  }
  const action = await catalogue.load(id);
  return options.batch === undefined
    ? performOne(run, action, options)
    : performBatch(run, action, options, options.batch);
}

async function connect(
  run: Run,
  guarded: boolean,
  resource: Resource,
  warnings: readonly string[],
  patient: boolean,
): Promise<Client> {
  const { catalogue, id, io, log, redactor } = run;
  const { env, clock, signal } = io;
  const { createClient } = await import('../engine/client.ts');
  run.client = createClient({
    action: id,
    guarded,
    resource,
    env,
    version: catalogue.version,
    clock,
    signal,
    log,
    redactor,
    patient,
    warnings,
  });
  log.info('run', { action: id, resource: resource.label });
  return run.client;
}

async function performOne(run: Run, loaded: LoadedAction, options: RunnerOptions): Promise<number> {
  const { catalogue, id, io, log, progress } = run;
  const { clock, signal } = io;
  const describe = () => catalogue.describe(id);
  const { params, resource, warnings } = await readInput(loaded, describe, io, options, run.redactor);
  const client = await connect(run, loaded.entry.guarded === true, resource, warnings, false);
  const action = await loaded.action();
  const filled = options.fromEnv ? (await describe()).result : undefined;
  const result = await action.run({ params, defender: client.begin(progress), log, signal, clock });
  if (isRowStream(result)) return writeStream(run, result, filled);
  return deliver(run, `${JSON.stringify(filled ? fillLeaves(result, filled) : result)}\n`);
}

async function performBatch(
  run: Run,
  loaded: LoadedAction,
  options: RunnerOptions,
  concurrency: number,
): Promise<number> {
  const { io, log } = run;
  const { resource, warnings } = await readBatchResource(io, options, run.redactor);
  const client = await connect(run, loaded.entry.guarded === true, resource, warnings, true);
  const { runBatch } = await import('./batch.ts');
  return runBatch({
    validate: loaded.validate,
    action: await loaded.action(),
    io,
    client,
    log,
    concurrency,
    complete: (error, progress) => complete(run, error, progress),
  });
}

/**
 * Runs one action from params to the document on stdout, by the contract between runner and platform.
 * @returns the exit code
 */
export async function runAction(catalogue: Catalogue, id: string, io: RunnerProcess): Promise<number> {
  const redactor = createRedactor();
  const level = logLevels.find((name) => name === io.env.DEFENDER_LOG);
  const log = createLog(level, redactor, (line) => io.stderr.write(`${line}\n`));
  const run: Run = {
    catalogue,
    id,
    io,
    redactor,
    log,
    progress: new WriteProgress(),
    client: undefined,
    hasDocument: false,
  };
  try {
    return await Promise.race([perform(run), io.crashed]);
  } catch (error) {
    return await fail(run, error);
  } finally {
    run.client?.close();
  }
}
