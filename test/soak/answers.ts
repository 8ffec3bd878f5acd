import { jsonOf } from '../support/process.ts';
import type { Observed } from './drive.ts';
import type { PlannedParams } from './params.ts';

/** Exit code of each error code: contract section 5. A signal's name decides that of `cancelled`. */
const exits: Record<string, number> = {
  invalid_params: 2,
  invalid_resource: 2,
  authentication_failed: 3,
  permission_denied: 3,
  not_found: 4,
  ambiguous_machine: 4,
  protected_machine: 4,
  protected_indicator: 4,
  conflict: 4,
  rejected: 4,
  action_failed: 4,
  rate_limited: 5,
  unavailable: 5,
  network_failed: 5,
  timed_out: 5,
  not_ready: 5,
  still_running: 5,
  outcome_unknown: 6,
  unexpected_response: 1,
};
const signalled = { SIGTERM: 143, SIGINT: 130 };

/** A JSON document of a run. */
// biome-ignore lint/suspicious/noExplicitAny: a document whose shape is what is in question
export type Document = any;

/** The answer to one intent. */
export interface Answered {
  params: PlannedParams;
  result?: Document;
  error?: Document;
}

/** A promise that a run did not keep. */
export class Broken extends Error {}

/** Throws Broken unless a promise was kept. */
export function insist(kept: boolean, promise: string, found?: unknown): asserts kept {
  if (!kept) throw new Broken(found === undefined ? promise : `${promise}: ${JSON.stringify(found)}`);
}

/** Reads what a run printed into an answer for each intent; checks documents, channels and exit code on the way. */
export function answersOf({ plan, lines, ended }: Observed): Answered[] {
  const { code, signal, stdout, stderr } = ended;
  insist(signal === null, 'the process ended by itself', { signal });
  insist(stdout.endsWith('\n'), 'stdout ends with a newline', stdout.slice(-200));
  if (plan.concurrency === undefined) {
    const document = jsonOf(stdout) as Document;
    insist(document !== null && typeof document === 'object', 'stdout is one JSON document', stdout.slice(0, 400));
    const [params = {}] = lines;
    if (document.error === undefined) {
      insist(code === 0, 'a result ends with exit code 0', code);
      insist(stderr === '', 'stderr is empty on success', stderr);
      return [{ params, result: document }];
    }
    const expected =
      document.error.code === 'cancelled' ? signalled[plan.signal?.name ?? 'SIGTERM'] : exits[document.error.code];
    insist(code === expected, `${document.error.code} ends with exit code ${expected}`, code);
    insist(/^[^\n]{1,1000}\n$/.test(stderr), 'stderr is one line of at most 1,000 characters', stderr);
    insist(stderr.startsWith(`${document.error.code}: `), 'stderr names the error code', stderr);
    return [{ params, error: document.error }];
  }
  const answers = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => jsonOf(line) as Document);
  insist(stderr === '', 'stderr of a batch is empty', stderr);
  const failed = answers.some((answer) => answer.error !== undefined);
  if (code === signalled[plan.signal?.name ?? 'SIGTERM'] && plan.signal !== undefined) {
    insist(answers.length <= lines.length, 'no line is answered twice', answers.length);
  } else {
    insist(answers.length === lines.length, 'every line is answered once', answers.length);
    insist(code === (failed ? 7 : 0), 'a batch ends with 7 if a line failed, else with 0', code);
  }
  return answers.map((answer, index) => {
    insist(answer?.line === index + 1, 'answers come in the order of the lines', answer);
    insist((answer.result === undefined) !== (answer.error === undefined), 'a line has a result or an error', answer);
    insist(
      answer.error === undefined || answer.error.code === 'cancelled' || answer.error.code in exits,
      'a documented code',
      answer,
    );
    return { params: lines[index] ?? {}, ...answer };
  });
}
