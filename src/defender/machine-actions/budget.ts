import { SoarError } from '../../errors.ts';
import type { MachineAction } from '../../generated/types.ts';
import { isGuid, sameText, textOf } from '../../values/text.ts';
import { all } from '../api/list.ts';
import { allOf, oneOf } from '../api/odata.ts';
import type { Budget, Containment, DefenderContext } from '../context.ts';
import type { Written } from '../writes/write.ts';
import { createdAt, machineActions } from './read.ts';

const hourMs = 3_600_000;

/** How long a session keeps a count, in milliseconds: a batch reads it once a minute. */
const keptMs = 60_000;

/** The types of machine action that a guarded action starts. */
async function guardedTypes(): Promise<string[]> {
  const { manifest } = await import('../../generated/manifest.ts');
  return manifest.actions.flatMap(({ guarded, starts }) => (guarded && starts ? [starts] : []));
}

/**
 * Whether a machine action is the application's. Microsoft does not say what the requestor of an application is: its id, or a
 * name. What is neither a person nor another application counts, because a guard errs on the side of guarding.
 */
function isOwn({ requestor, requestSource }: MachineAction, clientId: string): boolean {
  const who = textOf(requestor);
  if (sameText(who, clientId)) return true;
  if (isGuid(who) && !isGuid(clientId)) return true;
  return !isGuid(who) && !who.includes('@') && !/^portal$/i.test(textOf(requestSource));
}

/** Reads the containments of the last hour, by Defender's clock, of every run of the application on any host. */
export async function readContainments(context: DefenderContext): Promise<Containment[]> {
  const { http, clock } = context;
  const types = await guardedTypes();
  // An hour more: this host's clock may be ahead by as much, and the answer says by how much.
  const since = new Date(clock.now() - 2 * hourMs - keptMs).toISOString();
  const filter = allOf(undefined, [oneOf('type', types), `creationDateTimeUtc ge ${since}`]);
  const found = await all<MachineAction>(http, { ...machineActions, query: { filter } });
  // Only the sign-in tells the id of a managed identity.
  const { clientId } = context.hunting;
  const now = http.serverTime(clock.now());
  if (now === undefined && http.skewMs() !== undefined) {
    throw new SoarError('conflict', "this host's clock and Defender's differ by more than an hour", {
      hint: 'Set the clock of this host.',
    });
  }
  const earliest = (now ?? clock.now()) - hourMs;
  return found.filter(
    (action) => types.includes(textOf(action.type)) && createdAt(action) >= earliest && isOwn(action, clientId),
  );
}

function exhausted(most: number, containments: readonly Containment[]): SoarError {
  const shown = containments.map(({ id, type, machineId, computerDnsName, creationDateTimeUtc }) => ({
    ...{ id, type, machineId, computerDnsName, creationDateTimeUtc },
  }));
  return new SoarError(
    'budget_exhausted',
    `${containments.length} containments of this application in the last hour have used maxContainmentsPerHour (${most})`,
    {
      hint: 'Nothing was sent. Look at the machine actions in details: if they are right, contain this machine in the portal, wait, or raise the budget.',
      details: { maxContainmentsPerHour: most, machineActions: shown },
    },
  );
}

/** What the session itself contained in the last hour and Defender does not list yet. */
const unlisted = ({ own }: Budget, listed: readonly Containment[], now: number): Containment[] =>
  own.filter(({ at, id }) => now - at < hourMs && (id === undefined || !listed.some((one) => one.id === id)));

/** Refuses a containment for which the budget has no room, and one that cannot be counted. */
async function requireRoom(context: DefenderContext, budget: Budget): Promise<void> {
  const now = context.clock.now();
  if (budget.counted === undefined || now - budget.counted.at >= keptMs) {
    try {
      budget.counted = { at: now, containments: await readContainments(context) };
    } catch (error) {
      if (!(error instanceof SoarError) || error.code === 'cancelled') throw error;
      const message = `the containments of the last hour could not be counted, nothing was sent: ${error.message}`;
      throw new SoarError(error.code, message, { ...error.fields, delivered: 'no' });
    }
  }
  const { containments } = budget.counted;
  const spent = [...containments, ...unlisted(budget, containments, now)];
  if (spent.length >= budget.most) throw exhausted(budget.most, spent);
}

/** Performs the check of a containment that is only rehearsed. */
export const checkBudget = async (context: DefenderContext): Promise<void> => {
  const { guarded, budget } = context;
  if (guarded && budget !== undefined) await requireRoom(context, budget);
};

/**
 * Sends a containment if the budget of the resource has room for it. Defender keeps the count, so that runs on any number of
 * hosts share it; runs on this host take turns, so that none sends between the count and the write of another. Throws
 * `budget_exhausted`, and what stands in the way of the count; nothing is sent then.
 */
export function spend<Sent extends Pick<Written<{ id: string }>, 'created'>>(
  context: DefenderContext,
  budget: Budget,
  send: () => Promise<Sent>,
): Promise<Sent> {
  const turn = budget.turn.then(() =>
    budget.exclusive(context, async () => {
      await requireRoom(context, budget);
      let id: string | undefined;
      try {
        const sent = await send();
        ({ id } = sent.created);
        return sent;
      } finally {
        // What may have been accepted counts.
        if (context.progress.outcome !== 'not_sent') budget.own.push({ at: context.clock.now(), ...(id && { id }) });
      }
    }),
  );
  budget.turn = turn.catch(() => {});
  return turn;
}
