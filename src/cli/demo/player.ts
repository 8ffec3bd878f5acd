import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { manifest } from '../../generated/manifest.ts';
import type { ActionId, Actions } from '../../generated/types.ts';
import { runChild, type Surroundings } from './child.ts';
import { rowsOf, valuesAt } from './result-paths.ts';
import type { Row, Screen } from './screen.ts';
import { StepFailure } from './step-failure.ts';

/** One step of an incident: an action, and what its result has to be. */
export interface Scene<Id extends ActionId> {
  purpose: string;
  params: Partial<Actions[Id]['params']>;
  /** The outcome in a few words. Throws `StepFailure` if it is not the expected one. */
  outcome(result: Actions[Id]['result']): string | Promise<string>;
}

/** Runs an action as a platform does and gives its result. Throws `StepFailure`. */
export type Play = <Id extends ActionId>(id: Id, scene: Scene<Id>) => Promise<Actions[Id]['result']>;

/** Schedules run so much faster here: ten minutes become a second. */
const hurry = 600;

/** Rows of a result that are shown. */
const mostRows = 5;

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span of the manifest, such as 10m, in milliseconds of the demo. */
function hurried(span: string): number {
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(span) ?? [];
  return (Number(count) * (units[unit] ?? Number.NaN)) / hurry;
}

type Entry = (typeof manifest.actions)[number];

/** Runs an action once: success is exit code 0, one JSON document on stdout and nothing on stderr. */
async function runOnce(id: ActionId, params: object, surroundings: Surroundings): Promise<object> {
  const file = join(dirname(surroundings.program), 'actions', `${id}.js`);
  const { code, stdout, stderr } = await runChild(file, JSON.stringify(params), surroundings);
  if (code !== 0) throw new StepFailure(`exit code ${code}: ${stderr.trim() || stdout.trim() || 'no word why'}`);
  if (stderr !== '') throw new StepFailure(`exit code 0, yet it wrote to stderr: ${stderr.trim()}`);
  try {
    const result: unknown = JSON.parse(stdout);
    if (typeof result === 'object' && result !== null) return result;
  } catch {
    // Reported below, as any other text that is not a document.
  }
  throw new StepFailure(`stdout is not one JSON document: ${stdout.slice(0, 200)}`);
}

/** Runs a scheduled action again and again until its exit condition holds. */
async function runOnSchedule(
  { id, schedule, exitCondition }: Entry,
  params: object,
  surroundings: Surroundings,
  tell: (text: string) => void,
): Promise<object> {
  if (schedule === undefined || exitCondition === undefined) return runOnce(id as ActionId, params, surroundings);
  const [every, expire] = [hurried(schedule.every), hurried(schedule.expire)];
  const started = performance.now();
  for (let run = 1; performance.now() - started < expire; run += 1) {
    const result = await runOnce(id as ActionId, params, surroundings);
    const [value] = valuesAt(result, exitCondition.path);
    const isOver = exitCondition.in.includes(String(value));
    const next = isOver ? 'the schedule is over' : `again in ${every / 1000} s, for ${schedule.every} on a platform`;
    tell(`run ${run}: ${exitCondition.path} ${value}; ${next}`);
    if (isOver) return result;
    await sleep(every, undefined, { signal: surroundings.signal });
  }
  throw new StepFailure(`the schedule ran out after ${schedule.expire}`);
}

/**
 * Plays steps one after the other, shows them on `screen` and notes them in `rows`, the failed one included.
 * @param surroundings of the runners: the environment points at the tenant
 */
export function createPlayer(surroundings: Surroundings, screen: Screen, rows: Row[]): Play {
  return async (id, scene) => {
    const entry = manifest.actions.find((action) => action.id === id);
    if (entry === undefined) throw new TypeError(`the manifest has no action ${id}`);
    const { name, group, table } = entry;
    screen.say(`${String(rows.length + 1).padStart(2)}   ${name} (${group}, ${id})`);
    screen.say(`     why    ${scene.purpose}`);
    screen.say(`     in     ${JSON.stringify(scene.params)}`);
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    const waits = 'waitSeconds' in scene.params || entry.schedule !== undefined;
    const waiting = waits ? screen.wait('until it has ended') : undefined;
    try {
      const result = await runOnSchedule(entry, scene.params, surroundings, (text) => waiting?.tell(text));
      waiting?.end();
      const shown = rowsOf(result, table);
      for (const row of shown.slice(0, mostRows)) screen.say(`     out    ${row}`);
      if (shown.length > mostRows) screen.say(`     out    and ${shown.length - mostRows} more`);
      // The types are computed from the schemas that the runner was checked against.
      const outcome = await scene.outcome(result as Actions[typeof id]['result']);
      screen.say(`     done   ${outcome}, ${seconds().toFixed(1)} s\n`);
      rows.push({ step: name, outcome, seconds: seconds() });
      return result as Actions[typeof id]['result'];
    } catch (error) {
      waiting?.end();
      const isOurs = error instanceof StepFailure;
      if (isOurs) screen.say(`     FAILED ${error.message}\n`);
      rows.push({ step: name, outcome: isOurs ? 'FAILED' : 'interrupted', seconds: seconds() });
      throw error;
    }
  };
}
