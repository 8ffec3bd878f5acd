import { SoarError } from '../../errors.ts';
import type { DryRunMachine, DryRunResult, Investigation, WriteOutcome } from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import { composeComment } from '../../values/comment.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext, Target } from '../context.ts';
import { dryRunOnMachine } from '../machine-actions/dry-run.ts';
import { idOf, isAlreadyActive } from '../writes/answer.ts';
import { type Awaited, settle, type WriteParams } from '../writes/wait.ts';
import { isSince, write } from '../writes/write.ts';
import { getInvestigation, investigationsOf, type KnownInvestigation, startedAt } from './read.ts';

/** An investigation that was started or found, or what `dryRun` gives instead. */
export type StartedInvestigation = Investigation & WriteOutcome & DryRunResult & DryRunMachine;

// States: https://learn.microsoft.com/defender-endpoint/api/investigation
const running = /^(Unknown|Queued|Running|Pending.*)$/;
const failed = /^(Failed|InnerFailure|Terminated.*|Unsupported.*)$/;

const isActive = ({ state }: Investigation): boolean => running.test(textOf(state) || 'Unknown');

const awaited = (id: string): Awaited<KnownInvestigation> => ({
  read: (context) => getInvestigation(context, id),
  isActive,
  failure: (investigation) => (failed.test(investigation.state ?? '') ? investigationFailed(investigation) : undefined),
  stillRunning: (investigation) =>
    new SoarError('still_running', `investigation ${id} still runs (${investigation.state})`, {
      hint: `It goes on: look with get-investigation and investigationId ${id}, or start this action again to wait for it.`,
      details: { investigation },
    }),
  details: (investigation) => ({ details: { investigation } }),
  progress: ({ state }) => ({ for: 'investigation', id, status: state }),
});

function investigationFailed(investigation: KnownInvestigation): SoarError {
  const { id, state, statusDetails } = investigation;
  return new SoarError(
    'action_failed',
    `investigation ${id} ended ${state}${statusDetails ? `: ${statusDetails}` : ''}`,
    {
      hint: 'Look at the investigation in the portal.',
      details: { investigation },
    },
  );
}

/**
 * Starts an automated investigation and, with `waitSeconds`, waits for its end; one that runs already is given back.
 * https://learn.microsoft.com/defender-endpoint/api/initiate-autoir-investigation
 */
export async function startInvestigation(
  context: DefenderContext,
  target: Target,
  params: WriteParams,
): Promise<StartedInvestigation> {
  const { clock, progress } = context;
  const call: WriteCall = {
    method: 'POST',
    path: '/api/machines/{id}/startInvestigation',
    followUp: 'list-investigations',
    values: { id: target.id },
    body: { Comment: composeComment(params) },
  };
  if (params.dryRun) return dryRunOnMachine(context, target, call);
  const began = clock.now();
  const begin = async () => {
    try {
      const { created, existed } = await write(context, {
        call,
        read: (answer) => ({ ...answer.json, id: idOf(call, answer) }) as KnownInvestigation,
        find: async (look) =>
          (await investigationsOf(look, target.id)).find((found) => isSince(look, startedAt(found), began)),
        createdAtOf: startedAt,
      });
      // An investigation that began before this request belongs to another caller, usually an alert.
      return { first: created, alreadyActive: existed };
    } catch (error) {
      if (isAlreadyActive(error) === 'no') throw error;
      const first = (await investigationsOf(context, target.id)).find(isActive);
      if (first === undefined) throw error;
      return { first, alreadyActive: true };
    }
  };
  const { first, alreadyActive } = await begin();
  progress.accepted({ investigationId: first.id });
  const investigation = await settle(context, first, params, awaited(first.id));
  return { ...investigation, alreadyActive };
}

/** The same call by its older name; it returns only the id. */
export async function initiateInvestigation(
  context: DefenderContext,
  target: Target,
  params: WriteParams,
): Promise<{ value?: string } & DryRunResult & DryRunMachine> {
  const investigation = await startInvestigation(context, target, params);
  return investigation.id === undefined ? investigation : { value: investigation.id };
}
