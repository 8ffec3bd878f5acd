import { Readable, Writable } from 'node:stream';
import tls from 'node:tls';
import type { Action } from '../../src/catalogue/define-action.ts';
import type { Clock } from '../../src/clock.ts';
import { runAction } from '../../src/runner/run-action.ts';
import { liveCatalogue } from './live-catalogue.ts';
import { type Ended, jsonOf } from './process.ts';

/** How an action is run inside the test process, where its clock can be turned by hand. */
export interface InProcess {
  env: Record<string, string>;
  clock: Clock;
  signal?: AbortSignal;
  /** Name of the signal that `signal` stands for; SIGTERM where left out. */
  signalName?: NodeJS.Signals;
  argv?: string[];
  /** Rejects with an uncaught error. If left out it never does, and such an error fails the test by itself. */
  crashed?: Promise<never>;
  /** Resolves when what is written to stdout is taken; at once where left out. */
  reader?: () => Promise<unknown>;
}

/** Node reads its hundred roots anew for each context, which takes longer than a run: one context does for all. */
function keepContexts(): void {
  const make = tls.createSecureContext;
  const made = new Map<string, tls.SecureContext>();
  tls.createSecureContext = (options = {}) => {
    const key = JSON.stringify(options.ca);
    const context = made.get(key) ?? make(options);
    if (options.ca !== undefined) made.set(key, context);
    return context;
  };
}
keepContexts();

function collector(reader?: () => Promise<unknown>): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      if (reader) void reader().then(() => done());
      else done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/**
 * Runs an action from params to document without a process of its own. Text is put on stdin as it is.
 * @param action its id, or an action to run instead of the one of that id
 */
export async function runHere(
  action: string | Action,
  params: object | string,
  { env, clock, signal = new AbortController().signal, signalName = 'SIGTERM', argv = [], crashed, reader }: InProcess,
): Promise<Ended> {
  const stdout = collector(reader);
  const stderr = collector();
  const { NODE_EXTRA_CA_CERTS: authority, ...rest } = env;
  const code = await runAction(
    typeof action === 'string' ? liveCatalogue() : liveCatalogue(action),
    typeof action === 'string' ? action : action.id,
    {
      argv,
      // Node reads its extra authorities only when a process starts.
      env: { DEFENDER_TOKEN_CACHE: 'off', ...rest, ...(authority && { DEFENDER_CA_CERTIFICATES_FILE: authority }) },
      stdin: Readable.from([Buffer.from(typeof params === 'string' ? params : JSON.stringify(params))]),
      stdout: stdout.stream,
      stderr: stderr.stream,
      signal,
      signalName: () => (signal.aborted ? signalName : undefined),
      clock,
      crashed: crashed ?? new Promise<never>(() => {}),
    },
  );
  return { code, signal: null, stdout: stdout.text(), stderr: stderr.text(), json: jsonOf(stdout.text()) };
}

/** What every write needs. */
export const writeDefaults = { comment: 'Test' };
