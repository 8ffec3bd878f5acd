import { SoarError } from '../../errors.ts';
import type {
  DryRunMachine,
  DryRunResult,
  Investigation,
  ListInvestigationsParams,
  WriteOutcome,
} from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import type { RowStream } from '../../result.ts';
import { composeComment } from '../../values/comment.ts';
import { momentText } from '../../values/moment.ts';
import { sameText, textOf, timeOf } from '../../values/text.ts';
import { all, list } from '../api/list.ts';
import { allOf, equalities } from '../api/odata.ts';
import type { DefenderContext, Target } from '../context.ts';
import { dryRunOnMachine } from '../machine-actions/dry-run.ts';
import { type Awaited, idOf, isAlreadyActive, settle, type WriteParams } from '../writes/answer.ts';
import { isSince, write } from '../writes/write.ts';

/** An investigation with a usable id. */
export type KnownInvestigation = Investigation & { id: string };

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
 * One investigation, by its own id or by that of the alert that started it:
 * https://learn.microsoft.com/defender-endpoint/api/get-investigation-object
 */
export async function getInvestigation({ http }: DefenderContext, id: string): Promise<KnownInvestigation> {
  const { json, status } = await http.read({ method: 'GET', path: '/api/investigations/{id}', values: { id } });
  if (textOf(json.id) !== '' && ![json.id, json.triggeringAlertId].some((known) => sameText(known, id)))
    throw unexpected(`GET /api/investigations/${id}`, 'another investigation', { status });
  return { ...json, id: textOf(json.id) || id };
}

const startedAt = ({ startTime }: Investigation): number => timeOf(startTime);

/** GET /api/investigations: https://learn.microsoft.com/defender-endpoint/api/get-investigation-collection */
export const investigations = { path: '/api/investigations' };

/** Investigations that fit. */
export function listInvestigations({ http, clock }: DefenderContext, params: ListInvestigationsParams): RowStream {
  const { filter, orderBy, select, skip, state, machineId, startedSince } = params;
  const conditions = [
    ...equalities({ machineId: machineId?.toLowerCase(), state }),
    startedSince && `startTime ge ${momentText(startedSince, clock.now(), 'back')}`,
  ];
  return list(http, { ...investigations, query: { filter: allOf(filter, conditions), orderBy, select, skip } }, params);
}

/** The machine's investigations, newest first. */
async function investigationsOf({ http }: DefenderContext, machineId: string): Promise<KnownInvestigation[]> {
  const filter = equalities({ machineId }).join('');
  const found = await all<KnownInvestigation>(http, { ...investigations, query: { filter } });
  return found
    .filter((investigation) => sameText(investigation.machineId, machineId))
    .sort((a, b) => startedAt(b) - startedAt(a));
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
      const { made, wasThere } = await write(context, {
        call,
        read: (answer) => ({ ...answer.json, id: idOf(call, answer) }) as KnownInvestigation,
        find: async (look) =>
          (await investigationsOf(look, target.id)).find((found) => isSince(look, startedAt(found), began)),
        madeAt: startedAt,
      });
      // Found again, one that began before we asked is somebody else's: an alert's, as a rule.
      return { first: made, alreadyActive: wasThere };
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
