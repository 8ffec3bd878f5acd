import { actions, version } from 'computed:actions';
import { createCatalogue } from './catalogue/catalogue.ts';
import type { Description, Entry } from './catalogue/schema.ts';
import { systemClock } from './clock.ts';
import { openSession } from './engine/open-session.ts';
import type { Session } from './engine/session.ts';
import type { ResourceFieldId } from './generated/types.ts';
import { createLog, type LogTarget } from './log.ts';
import { createRedactor } from './redactor.ts';
import { resourceRefusal } from './refusals.ts';
import type { Environment } from './resource/fields.ts';
import { readResource } from './resource/read-resource.ts';

export type { Description, Entry, JsonSchema } from './catalogue/schema.ts';
export type { Call, ManyOptions, ParamsOf, ResultOf, Session } from './engine/session.ts';
export { type ErrorCode, type ErrorFields, type Fault, SoarError } from './errors.ts';
export type * from './generated/types.ts';
export type { LogTarget } from './log.ts';
export type { ProgressReport, Waiting, WriteState } from './progress.ts';
export { collect, isRowStream, type Outcome, type RowStream, rowsOf } from './result.ts';

/** The fields of a saved connection, by their id in the manifest; a list may be given as an array. */
export type ResourceFields = { readonly [Id in ResourceFieldId]?: string | number | readonly string[] };

/** How a session is opened. */
export interface OpenOptions {
  /** Variables for the network of this machine (proxy, certificates) and the token cache: `process.env` if left out. */
  env?: Environment;
  /** Receives the log of every call that has none of its own. */
  log?: LogTarget;
}

/** The actions, and sessions in which to run them. */
export interface Engine {
  /** Version of the package. */
  readonly version: string;
  /** Returns the manifest's entry of every action. */
  entries(): Promise<readonly Entry[]>;
  /** Describes an action with self-contained schemas. Throws `invalid_params` for an unknown id. */
  describe(id: string): Promise<Description>;
  /** Opens a session for a tenant; nothing is sent yet. Throws `invalid_resource` with every fault of the fields. */
  open(fields: ResourceFields, options?: OpenOptions): Promise<Session>;
}

/** Opens the engine: every action of the package, in this process. */
export function openEngine(): Engine {
  const catalogue = createCatalogue(version, actions);
  return {
    version,
    entries: catalogue.entries,
    describe: catalogue.describe,
    async open(fields, { env = process.env, log } = {}) {
      const redactor = createRedactor();
      const { signal } = new AbortController();
      const opened = await readResource({ fields }, { env, redactor, signal });
      if ('faults' in opened) throw resourceRefusal(opened.faults);
      return openSession({
        ...opened,
        catalogue,
        clock: systemClock,
        env,
        log: createLog(log?.level, redactor, log?.write ?? (() => {})),
        redactor,
        signal,
      });
    },
  };
}
