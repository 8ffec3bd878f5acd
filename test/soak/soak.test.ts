import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../../src/catalogue/define-action.ts';
import type { ActionId } from '../../src/generated/types.ts';
import { actionIds } from '../support/catalogue.ts';
import { removeFoldersAtEnd } from '../support/process.ts';
import { type Observed, openStage, type Stage } from './drive.ts';
import { check } from './invariants.ts';
import { type Plan, plans } from './plan.ts';
import { makeTally } from './tally.ts';

/** The options of `npm run soak`. `npm test` starts no processes: each reads back for ten real seconds. CI does. */
const { SOAK_RUNS = '200', SOAK_SEED = '1', SOAK_PATH, SOAK_PROCESSES = '0' } = process.env;

removeFoldersAtEnd();
let here: Stage;
let apart: Stage;
beforeAll(async () => {
  const actions = new Map<ActionId, Action>();
  for (const id of actionIds() as ActionId[])
    actions.set(id, (await import(`../../actions/${id}.ts`)).default as Action);
  [here, apart] = await Promise.all([openStage(actions, 'here'), openStage(actions, 'process')]);
});
afterAll(() => Promise.all([here?.close(), apart?.close()]));

/** What a run said and what the tenant saw, to find out why. */
function recordOf({ ended, journal }: Observed): string {
  const calls = journal.map(
    ({ time, method, path, query, status, fault }) =>
      `${time} ${method} ${path}${query && `?${decodeURIComponent(query)}`} -> ${status} ${fault ?? ''}`,
  );
  return [`stdout ${ended.stdout.slice(0, 2000)}`, `stderr ${ended.stderr}`, ...calls].join('\n');
}

it(
  `keeps every promise under faults, in ${SOAK_RUNS} runs drawn from seed ${SOAK_SEED}`,
  async () => {
    const tally = makeTally();
    let failedApart = false;
    const property = fc.asyncProperty(plans(here.tenant, Number(SOAK_PROCESSES)), async (plan: Plan) => {
      // A process takes its time: what fails as one is not made smaller.
      if (failedApart) return;
      const observed = await (plan.process ? apart : here).drive(plan);
      try {
        tally.add(observed, check(observed));
      } catch (error) {
        failedApart = plan.process;
        throw new Error(`${(error as Error).message}\n${recordOf(observed)}`);
      }
    });
    const numRuns = Number(SOAK_RUNS);
    const replay = SOAK_PATH === undefined ? {} : { path: SOAK_PATH };
    const { failed, errorInstance, counterexample, counterexamplePath, seed } = await fc.check(property, {
      numRuns,
      seed: Number(SOAK_SEED),
      ...replay,
    });
    if (process.env.SOAK_RUNS !== undefined) console.log(tally.text());
    const again = `npm run soak -- --seed ${seed} --runs ${numRuns} --processes ${SOAK_PROCESSES} --path ${counterexamplePath}`;
    const script = JSON.stringify(counterexample?.[0], undefined, 1);
    expect(failed ? `${errorInstance}\n${script}\nreplay: ${again}` : '').toBe('');
  },
  24 * 3_600_000,
);
