import type { Action } from '../../src/catalogue/define-action.ts';
import type { Clock } from '../../src/clock.ts';
import type { SimulatorOptions } from '../../src/simulator/server.ts';
import { type HandClock, handClock } from './clock.ts';
import { runHere } from './in-process.ts';
import { type TestTenant, useTenant } from './tenant.ts';

/** A simulated tenant whose runs stay in the test process and share its clock. */
export interface ActionTenant extends TestTenant {
  /** Turns only while a run waits, and by hand: what was just started stays `Pending` until the test lets time pass. */
  clock: HandClock;
  /** Runs an action against the tenant as its own process, which reads the real clock. */
  runProcess: TestTenant['run'];
}

/** A function that runs actions against a tenant inside the test process. */
export const runInside =
  (tenant: TestTenant, clock: Clock): TestTenant['run'] =>
  async (id, params = '', env = {}, argv = []) => {
    const { default: action } = (await import(`../../actions/${id}.ts`)) as { default: Action };
    const given = Object.entries({ ...tenant.env, ...env }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    return runHere(action, params as object | string, { env: Object.fromEntries(given), clock, argv });
  };

/** Registers a tenant for this file, as `useTenant` does; its actions run inside the test process. */
export function useActionTenant(options: Omit<SimulatorOptions, 'now'> = {}): ActionTenant {
  const clock = handClock(Date.now());
  const tenant = useTenant({ ...options, now: clock.now });
  return Object.defineProperties({} as ActionTenant, {
    ...Object.getOwnPropertyDescriptors(tenant),
    clock: { value: clock },
    run: { value: runInside(tenant, clock) },
    runProcess: { value: tenant.run },
  });
}
