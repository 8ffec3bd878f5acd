import { existsSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import tls from 'node:tls';
import { Ajv } from 'ajv';
import { describe, factsOf, readManifest } from '../../build/catalogue.ts';
import type { Action, Check } from '../../src/catalogue/define-action.ts';
import type { Description, Validator } from '../../src/catalogue/schema.ts';
import type { Clock } from '../../src/clock.ts';
import { runAction } from '../../src/runner/run-action.ts';
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

const { actions } = readManifest();
const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, validateFormats: false });
const catalogue = new Map<string, { guarded: boolean; description: Description; validator: Validator }>();

/** An action's schemas, and the validator that the build makes of them. */
function lookUp(id: string) {
  const known = catalogue.get(id);
  if (known) return known;
  const entry = actions.find((one) => one.id === id);
  if (entry === undefined) throw new Error(`there is no action ${id}`);
  const description = describe(entry);
  const guarded = entry.guarded === true;
  const made = {
    guarded,
    description,
    validator: { validate: ajv.compile(description.params), ...factsOf(description.params) },
  };
  catalogue.set(id, made);
  return made;
}

/** The rules of an action, if it has any. */
export async function rulesOf(id: string): Promise<{ check?: Check }> {
  const file = new URL(`../../actions/${id}.rules.ts`, import.meta.url);
  return existsSync(file) ? await import(file.href) : {};
}

/** The validator of an action, as the build makes it. */
export const validatorOf = (id: string): Validator => lookUp(id).validator;

/** Runs an action from params to document without a process of its own. Text is put on stdin as it is. */
export async function runHere(
  // biome-ignore lint/suspicious/noExplicitAny: an action of any id
  action: Action<any>,
  params: object | string,
  { env, clock, signal = new AbortController().signal, signalName = 'SIGTERM', argv = [], crashed, reader }: InProcess,
): Promise<Ended> {
  const stdout = collector(reader);
  const stderr = collector();
  const { NODE_EXTRA_CA_CERTS: authority, ...rest } = env;
  const { guarded, description, validator } = lookUp(action.id);
  const code = await runAction(
    {
      id: action.id,
      guarded,
      validator,
      ...(await rulesOf(action.id)),
      load: async () => action as Action,
      describe: async () => description,
      version: '0.0.0',
    },
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
