import type { Answered } from './answers.ts';
import type { Observed } from './drive.ts';

/** Counts of runs by action, of faults that struck, and of outcomes. */
export interface Tally {
  add(observed: Observed, answers: Answered[]): void;
  /** Three tables, as text. */
  text(): string;
}

type Counts = Map<string, number>;

const count = (counts: Counts, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

const table = (title: string, counts: Counts): string => {
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  const width = Math.max(title.length, ...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, times]) => `  ${name.padEnd(width)} ${String(times).padStart(7)}`)].join('\n');
};

/** An empty tally. */
export function makeTally(): Tally {
  let runs = 0;
  let intents = 0;
  const kinds: Counts = new Map();
  const actions: Counts = new Map();
  const faults: Counts = new Map();
  const outcomes: Counts = new Map();
  return {
    add({ plan, journal }, answers) {
      runs += 1;
      intents += answers.length;
      const one = plan.concurrency === undefined ? 'one intent' : 'batch';
      count(kinds, `${one}, ${plan.process ? 'a process of its own' : 'in this process'}`);
      count(actions, plan.action);
      for (const { fault } of journal) if (fault !== undefined) count(faults, fault);
      if (plan.signal !== undefined && answers.some(({ error }) => error?.code === 'cancelled'))
        count(faults, `${plan.signal.name} at a ${plan.signal.at}`);
      for (const { result, error } of answers) {
        const success = result?.dryRun ? 'rehearsed' : result?.alreadyActive ? 'success, alreadyActive' : 'success';
        count(outcomes, error?.code ?? success);
      }
    },
    text: () =>
      [
        `${runs} runs, ${intents} intents`,
        table('by kind', kinds),
        table('by action', actions),
        table('faults that struck', faults),
        table('outcomes', outcomes),
      ].join('\n\n'),
  };
}
