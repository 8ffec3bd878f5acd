import type { Answer } from './batch-answer.ts';

/** A line that waits for a bulk call. */
export interface Waiting {
  /** How many lines came before it. */
  place: number;
  params: object;
  key: string;
  answer: (outcome: Answer) => void;
}

/** The most lines of one bulk call: https://learn.microsoft.com/defender-endpoint/api/import-ti-indicators */
export const mostInBulk = 500;

/** Takes the lines of the next bulk call, no key twice; the others stay, in order, for the next one. */
export function takeGroup(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>();
  const group: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const item of waiting.splice(0)) {
    (keys.has(item.key) ? rest : group).push(item);
    keys.add(item.key);
  }
  waiting.push(...rest);
  return group;
}
