import { setMaxListeners } from 'node:events';
import type { Catalogue, LoadedAction } from '../catalogue/catalogue.ts';
import type { Action } from '../catalogue/define-action.ts';
import { cancelled } from '../clock.ts';
import type { DefenderContext } from '../defender/context.ts';
import { SoarError } from '../errors.ts';
import { createLog } from '../log.ts';
import type { RunProgress, WriteState } from '../progress.ts';
import { paramRefusal } from '../refusals.ts';
import type { RowStream } from '../result.ts';
import { isObject } from '../values/text.ts';
import type { Client, ClientOptions } from './client.ts';
import { endingOf } from './ending.ts';
import type { Call } from './session.ts';

/** What a session works with. */
export interface SessionOptions extends Omit<ClientOptions, 'version'> {
  catalogue: Catalogue;
}

/** Copies params as JSON, so that what is validated is what is sent. Throws `invalid_params` for anything but an object. */
function copyOf(given: unknown): Record<string, unknown> {
  let copy: unknown;
  try {
    copy = JSON.parse(JSON.stringify(given) ?? 'null');
  } catch (error) {
    throw paramRefusal([{ path: '', message: `are not JSON: ${(error as Error).message.split('\n')[0]}` }]);
  }
  if (isObject(copy)) return copy;
  throw paramRefusal([{ path: '', message: 'must be one object' }]);
}

/** The steps of a call, for one call or many; each throws `SoarError`. */
export class Calls {
  readonly #options: SessionOptions;
  #client: Promise<Client> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** The signal of the session. */
  get signal(): AbortSignal {
    return this.#options.signal;
  }

  /** Loads an action. Throws `invalid_params` for an unknown id. */
  load(id: string): Promise<LoadedAction> {
    return this.#options.catalogue.load(id);
  }

  /** Validates params and fills in defaults. Throws `invalid_params` with every fault. */
  async validate(loaded: LoadedAction, given: unknown): Promise<object> {
    const params = copyOf(given);
    const faults = await loaded.validate(params, this.#options.clock.now());
    if (faults.length > 0) throw paramRefusal(faults);
    return this.#underMode(loaded, params);
  }

  /** Makes a write a dry run, or refuses it, as the mode of the resource says. Throws `read_only`. */
  #underMode({ entry }: LoadedAction, params: object): object {
    const { mode } = this.#options.resource;
    if (mode === 'live' || entry.effect === 'read') return params;
    if (mode === 'dryRun' && 'dryRun' in params) return { ...params, dryRun: true };
    throw new SoarError('read_only', `${entry.id} was refused, nothing was sent: the mode of the resource is ${mode}`, {
      hint: 'Set mode to live in the resource if this playbook may write.',
    });
  }

  /** Begins a call, with a deadline of its own. */
  async begin(
    { entry }: LoadedAction,
    progress: RunProgress,
    { signal, log }: Pick<Call, 'signal' | 'log'>,
  ): Promise<DefenderContext> {
    if (signal?.aborted) throw cancelled();
    const { redactor } = this.#options;
    // Many calls may listen to one signal; Node warns of more than ten listeners.
    setMaxListeners(0, signal ?? this.signal);
    return (await this.#connect(entry.id)).begin(entry, progress, {
      signal,
      log: log && createLog(log.level, redactor, log.write),
    });
  }

  /** Runs an action with valid params. */
  async run(action: Action, params: object, defender: DefenderContext): Promise<object | RowStream> {
    const { log, signal, clock } = defender;
    return action.run({ params, defender, log, signal, clock });
  }

  /** Completes an error: removes secrets, and adds what became of a write and the permission that a 403 was about. */
  async complete(id: string, thrown: unknown, state: WriteState): Promise<SoarError> {
    const error = endingOf(thrown, state, this.#options.redactor.clean);
    const { status, certain, hint = '' } = error.fields;
    if (error.code !== 'permission_denied' || status === undefined || certain || !this.#client) return error;
    return error.with({ hint: await (await this.#client).permissionHint(id, hint) });
  }

  /** Completes the error with which a stream of rows may end. */
  completeRows(id: string, stream: RowStream, state: WriteState): RowStream {
    const complete = (thrown: unknown) => this.complete(id, thrown, state);
    async function* pages() {
      try {
        yield* stream.pages;
      } catch (thrown) {
        throw await complete(thrown);
      }
    }
    return { ...stream, pages: pages() };
  }

  /** Ends the connections. */
  close(): void {
    this.#client?.then((client) => client.close()).catch(() => {});
  }

  /** Opens the client when the first call has valid params: it takes most of the time that a start takes. */
  #connect(id: string): Promise<Client> {
    const { log, resource, catalogue } = this.#options;
    if (this.#client === undefined) log.info('run', { action: id, resource: resource.label });
    this.#client ??= import('./client.ts')
      .then(({ createClient }) => createClient({ ...this.#options, version: catalogue.version }))
      .catch((error: unknown) => {
        this.#client = undefined;
        throw error;
      });
    return this.#client;
  }
}
