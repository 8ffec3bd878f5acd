import { type Fault, SoarError } from '../errors.ts';
import type { Action, Check } from './define-action.ts';
import type { Description, Entry, Validator } from './schema.ts';
import { paramFaults } from './validate.ts';

/** An action that can be validated at once, and run after its module is loaded. */
export interface LoadedAction {
  readonly entry: Entry;
  /** Removes `null`, which platforms send for an empty form field, fills in defaults, and returns every fault. */
  validate(params: Record<string, unknown>, now: number): Promise<Fault[]>;
  /** Loads what the action does, and with it the client: call it once the params are valid. */
  action(): Promise<Action>;
}

/** The actions that can be run, by id. */
export interface Catalogue {
  /** Version of the package. */
  readonly version: string;
  /** Returns every entry of the manifest, also of actions that this catalogue cannot load. */
  entries(): Promise<readonly Entry[]>;
  /** Loads an action. Throws `invalid_params` for an unknown id. */
  load(id: string): Promise<LoadedAction>;
  /** Describes an action with self-contained schemas. Throws `invalid_params` for an unknown id. */
  describe(id: string): Promise<Description>;
}

/** What a catalogue needs to know of an action. */
export interface ActionSource {
  entry: Entry;
  validator: Validator;
  /** Its rules beyond the schema, if it has any. */
  check?: Check;
  load: () => Promise<Action>;
  describe: () => Promise<Description>;
}

/**
 * Creates a catalogue of actions: the build has one for the runner of each action and one of all, tests have one that
 * reads the checkout.
 */
export function createCatalogue(
  version: string,
  sources: Readonly<Record<string, () => ActionSource | Promise<ActionSource>>>,
): Catalogue {
  async function sourceOf(id: string): Promise<ActionSource> {
    const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
    if (source !== undefined) return source();
    throw new SoarError('invalid_params', `there is no action ${id}`, { hint: 'Correct the id of the action.' });
  }
  return {
    version,
    // Few runs need more than their own entry.
    entries: async () => (await import('../generated/manifest.ts')).manifest.actions,
    async load(id) {
      const { entry, validator, check, load } = await sourceOf(id);
      const validate: LoadedAction['validate'] = (params, now) => {
        for (const [name, value] of Object.entries(params)) if (value === null) delete params[name];
        return paramFaults(params, validator, check, now);
      };
      return { entry, validate, action: load };
    },
    describe: async (id) => (await sourceOf(id)).describe(),
  };
}
