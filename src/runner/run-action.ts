import { Readable } from 'node:stream';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { endingOf } from '../engine/ending.ts';
import { openSession } from '../engine/open-session.ts';
import type { Session } from '../engine/session.ts';
import type { SoarError } from '../errors.ts';
import { createLog, type Log, logLevels } from '../log.ts';
import type { ProgressReport, WriteState } from '../progress.ts';
import { createRedactor, type Redactor } from '../redactor.ts';
import type { ReadResource } from '../resource/read-resource.ts';
import type { RowsText } from '../result.ts';
import { jsonResult } from './json-result.ts';
import { checkExportedFrom, type RunnerOptions, readOptions } from './options.ts';
import { errorLine, exitCodeOf, writeOut, writePieces } from './output.ts';
import type { Presentation } from './presentation.ts';
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
  presentation: Presentation;
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
  const document = run.hasDocument ? '' : run.presentation.error(error, false);
  if (document !== '') await writeOut(io.stdout, document, io.signal);
  await writeOut(io.stderr, `${errorLine(error)}\n`, io.signal);
  return exitCodeOf(error.code, io.signalName());
}

const endOf = ({ write, redactor }: Run, thrown: unknown): SoarError => endingOf(thrown, write, redactor.clean);

/** Writes the document of a run that succeeded, in pieces; a run whose document is lost or cut short has failed. */
async function deliver(run: Run, pieces: AsyncIterable<RowsText>): Promise<number> {
  async function* document(): AsyncGenerator<RowsText> {
    for await (const piece of pieces) {
      run.hasDocument = true;
      yield piece;
    }
  }
  let failure: SoarError | undefined;
  const lost = await writePieces(run.io.stdout, document(), run.io.signal, async (error) => {
    failure = endOf(run, error);
    return run.presentation.error(failure, true);
  });
  failure ??= lost && endOf(run, lost);
  return failure === undefined ? 0 : fail(run, failure);
}

const helpOf = async (catalogue: Catalogue, id: string): Promise<string> =>
  (await import('./usage.ts')).usage(catalogue, id);

/** Returns what an option asks to be printed instead of a run. */
async function printed(options: RunnerOptions, { catalogue, id }: Run): Promise<string | undefined> {
  if (options.help) return helpOf(catalogue, id);
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
  io.display?.begin();
  const onProgress = (report: ProgressReport) => {
    run.write = report;
    io.display?.report(report);
  };
  const outcome = await open(run, opened, false).run(id, params, { onProgress });
  if ('error' in outcome) return fail(run, outcome.error);
  if (options.fromEnv && io.presentation === undefined)
    run.presentation = jsonResult((await catalogue.describe(id)).result);
  return deliver(run, run.presentation.result(io.display?.counted(outcome.result) ?? outcome.result));
}

async function perform(run: Run): Promise<number> {
  const { catalogue, id, io, redactor } = run;
  const options = readOptions(io.argv);
  const text = await printed(options, run);
  if (text !== undefined) return deliver(run, Readable.from([text]));
  if (options.exportedFrom !== undefined) checkExportedFrom(options.exportedFrom, catalogue.version);
  if (io.stdin.isTTY && !options.fromEnv && io.params === undefined) {
    const reason =
      'Stdin is a terminal: give params as options, or end the command with < /dev/null to run without any.';
    await writeOut(io.stderr, `${await helpOf(catalogue, id)}\n${reason}\n`);
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
    presentation: io.presentation ?? jsonResult(),
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
