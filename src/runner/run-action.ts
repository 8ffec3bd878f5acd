import type { Catalogue } from '../catalogue/catalogue.ts';
import type { JsonSchema } from '../catalogue/schema.ts';
import { endingOf } from '../engine/ending.ts';
import { openSession } from '../engine/open-session.ts';
import type { Session } from '../engine/session.ts';
import type { SoarError } from '../errors.ts';
import { createLog, type Log, logLevels } from '../log.ts';
import type { WriteState } from '../progress.ts';
import { createRedactor, type Redactor } from '../redactor.ts';
import type { ReadResource } from '../resource/read-resource.ts';
import { isRowStream, mapRows, type RowStream, type RowsText, textOf } from '../result.ts';
import { fillLeaves } from './env-params.ts';
import { checkExportedFrom, type RunnerOptions, readOptions, usage } from './options.ts';
import { errorLine, exitCodeOf, writeOut, writePieces } from './output.ts';
import { openResource, readInput } from './read-input.ts';
import type { RunnerProcess } from './runner-process.ts';

/** A run and what is known of it so far. */
interface Run {
  catalogue: Catalogue;
  id: string;
  io: RunnerProcess;
  redactor: Redactor;
  log: Log;
  write: WriteState;
  session: Session | undefined;
  /** Whether its document, or the beginning of it, is already on stdout. */
  hasDocument: boolean;
}

/** A parser's error quotes fragments of its input, in which a secret is not recognised. */
const stackOfCause = ({ cause }: SoarError): string | undefined =>
  cause instanceof Error && !(cause instanceof SyntaxError) ? cause.stack : undefined;

/** Reports a failure on both channels; on stdout only if no document has begun there. */
async function fail(run: Run, error: SoarError): Promise<number> {
  const { io, log } = run;
  log.debug('failed', { stack: error.stack, cause: stackOfCause(error) });
  if (!run.hasDocument) await writeOut(io.stdout, `${JSON.stringify({ error })}\n`, io.signal);
  await writeOut(io.stderr, `${errorLine(error)}\n`, io.signal);
  return exitCodeOf(error.code, io.signalName());
}

const endOf = ({ write, redactor }: Run, thrown: unknown): SoarError => endingOf(thrown, write, redactor.clean);

/** Writes the document of a run that succeeded; a run whose document is lost has failed. */
async function deliver(run: Run, text: string): Promise<number> {
  run.hasDocument = true;
  const lost = await writeOut(run.io.stdout, text, run.io.signal);
  return lost === undefined ? 0 : fail(run, endOf(run, lost));
}

/** Writes a streamed result; with `filled`, each row with every declared leaf. */
async function deliverRows(run: Run, stream: RowStream, filled: JsonSchema | undefined): Promise<number> {
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
    failure = endOf(run, error);
    return `],"error":${JSON.stringify(failure)}}\n`;
  });
  failure ??= lost && endOf(run, lost);
  return failure === undefined ? 0 : fail(run, failure);
}

async function* filledPages({ pages }: RowStream, schema: JsonSchema): AsyncGenerator<string> {
  for await (const page of pages) yield mapRows(page, (row) => fillLeaves(row, schema));
}

/** Members that were written before the rows must not come again behind them. */
function withoutRows(tail: unknown, { head, key }: RowStream): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tail as object).filter(([name]) => name !== key && !(name in head)));
}

/** Returns what an option asks to be printed instead of a run. */
async function printed(options: RunnerOptions, { catalogue, id }: Run): Promise<string | undefined> {
  if (options.help) return usage((await catalogue.load(id)).entry);
  if (options.version) return `${catalogue.version}\n`;
  return options.describe ? `${JSON.stringify(await catalogue.describe(id))}\n` : undefined;
}

function open(run: Run, opened: Exclude<ReadResource, { faults: unknown }>, patient: boolean): Session {
  const { catalogue, io, log, redactor } = run;
  const { env, clock, signal } = io;
  run.session = openSession({ ...opened, catalogue, env, clock, signal, log, redactor, patient });
  return run.session;
}

async function runOnce(run: Run, options: RunnerOptions): Promise<number> {
  const { catalogue, id, io, redactor } = run;
  const { params, ...opened } = await readInput(catalogue, id, io, options, redactor);
  const onProgress = (state: WriteState) => {
    run.write = state;
  };
  const outcome = await open(run, opened, false).run(id, params, { onProgress });
  if ('error' in outcome) return fail(run, outcome.error);
  const { result } = outcome;
  const filled = options.fromEnv ? (await catalogue.describe(id)).result : undefined;
  if (isRowStream(result)) return deliverRows(run, result, filled);
  return deliver(run, `${JSON.stringify(filled ? fillLeaves(result, filled) : result)}\n`);
}

async function perform(run: Run): Promise<number> {
  const { catalogue, id, io, redactor } = run;
  const options = readOptions(io.argv);
  const text = await printed(options, run);
  if (text !== undefined) return deliver(run, text);
  if (options.exportedFrom !== undefined) checkExportedFrom(options.exportedFrom, catalogue.version);
  if (io.stdin.isTTY && !options.fromEnv) {
    await writeOut(io.stderr, usage((await catalogue.load(id)).entry));
    return 2;
  }
  if (options.batch === undefined) return runOnce(run, options);
  const session = open(run, await openResource(io, options, redactor), true);
  return (await import('./run-batch.ts')).runBatch(session, id, options.batch, io);
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
    write: { outcome: 'not_sent' },
    session: undefined,
    hasDocument: false,
  };
  try {
    return await Promise.race([perform(run), io.crashed]);
  } catch (error) {
    return await fail(run, endOf(run, error));
  } finally {
    run.session?.close();
  }
}
