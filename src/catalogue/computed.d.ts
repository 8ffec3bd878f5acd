/** The actions as the build computes them, see build/computed.ts. */
declare module 'computed:actions' {
  import type { ActionSource } from './catalogue.ts';

  /** Every action by its id, loaded when it is asked for. */
  export const actions: Readonly<Record<string, () => Promise<ActionSource>>>;
  /** Version of the package. */
  export const version: string;
}
