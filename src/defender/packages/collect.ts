import { SoarError, toSoarError } from '../../errors.ts';
import type { CollectInvestigationPackageParams, CollectInvestigationPackageResult } from '../../generated/types.ts';
import { composeComment, hasComment } from '../../values/comment.ts';
import { type DefenderContext, type Target, withDeadline } from '../context.ts';
import { dryRunOnMachine } from '../machine-actions/dry-run.ts';
import { actionsOf, createdAt, getPackageUri, isActive, type KnownMachineAction } from '../machine-actions/read.ts';
import { callOf, collectInvestigationPackage } from '../machine-actions/requests.ts';
import { awaitedMachineAction, requestMachineAction } from '../machine-actions/start.ts';
import { waitFor } from '../writes/wait.ts';
import { downloadPackage } from './download.ts';

/** Pause before a second attempt if a collection that has just ended caused a conflict, in milliseconds. */
const conflictPauseMs = 2000;

/** Pause between two requests for a link, in milliseconds: the service allows two a minute. */
const linkPauseMs = 30_000;

const { type } = collectInvestigationPackage;

/** A collection, whether it is ours, and whether it existed before this run. */
interface Found {
  ours: boolean;
  action: KnownMachineAction;
  alreadyActive: boolean;
}

/**
 * The collection that this run belongs to: one of ours from an earlier run, else another one that is running, else
 * undefined. Same machine and comment within `maxAgeHours` make it ours.
 */
async function find(
  context: DefenderContext,
  target: Target,
  comment: string,
  maxAgeHours: number,
): Promise<Found | undefined> {
  const known = await actionsOf(context, target.id, type);
  const now = context.clock.now();
  const since = (context.http.serverTime(now) ?? now) - maxAgeHours * 3_600_000;
  const mine = known.filter((action) => hasComment(action, comment) && createdAt(action) >= since);
  const ours = mine.find(isActive) ?? mine[0];
  if (ours) return { ours: true, action: ours, alreadyActive: true };
  const foreign = known.find(isActive);
  return foreign && { ours: false, action: foreign, alreadyActive: true };
}

/** Starts a collection. If another one was first, returns that one; if it has ended meanwhile, starts ours after it. */
async function begin(context: DefenderContext, target: Target, comment: string): Promise<Found> {
  try {
    return await start(context, target, comment);
  } catch (error) {
    if (!(error instanceof SoarError) || error.code !== 'conflict') throw error;
    await context.clock.sleep(conflictPauseMs, context.signal);
    return start(context, target, comment).catch(async (again: unknown) => {
      // Defender's list and its refusal disagree: report the newest collection, and let the next run try again.
      const [newest] = await actionsOf(context, target.id, type);
      if (!(again instanceof SoarError) || again.code !== 'conflict' || newest === undefined) throw again;
      return { ours: false, action: { ...newest, status: 'InProgress' }, alreadyActive: true };
    });
  }
}

async function start(context: DefenderContext, target: Target, comment: string): Promise<Found> {
  const { alreadyActive, ...action } = await requestMachineAction(
    context,
    target,
    collectInvestigationPackage,
    comment,
  );
  return { ours: !alreadyActive || hasComment(action, comment), action, alreadyActive };
}

/**
 * Finds or starts the collection, and waits for it within `waitSeconds`. Another caller's is waited for too, but only
 * ours counts: when the other one ends in time, ours is started.
 */
async function follow(
  context: DefenderContext,
  target: Target,
  params: CollectInvestigationPackageParams,
): Promise<Found> {
  const { clock, progress, timeoutSeconds } = context;
  const comment = composeComment(params);
  const end = clock.now() + params.waitSeconds * 1000;
  for (let run = context; ; run = withDeadline(context, timeoutSeconds)) {
    const found = (await find(run, target, comment, params.maxAgeHours)) ?? (await begin(run, target, comment));
    progress.accepted({ machineActionId: found.action.id });
    const left = Math.max(0, end - clock.now()) / 1000;
    const action = await waitFor(context, found.action, left, awaitedMachineAction(found.action.id));
    if (found.ours || isActive(action)) return { ...found, action };
  }
}

/** The link of a package; the service may need a moment after the collection has succeeded. */
async function linkOf(context: DefenderContext, id: string): Promise<string | undefined> {
  const { clock, signal, deadline, progress } = context;
  const end = clock.now() + 2 * linkPauseMs;
  for (;;) {
    const uri = await getPackageUri(context, id).catch((error: unknown) => {
      // The limit is part of the wait: the next run asks again.
      if (error instanceof SoarError && error.code === 'rate_limited') return undefined;
      throw error;
    });
    if (uri !== undefined) return uri;
    if (clock.now() + linkPauseMs > end || linkPauseMs > deadline.remaining()) return undefined;
    await progress.pause('package link', linkPauseMs, clock, signal);
  }
}

async function rehearseCollection(
  context: DefenderContext,
  target: Target,
  params: CollectInvestigationPackageParams,
): Promise<CollectInvestigationPackageResult> {
  const comment = composeComment(params);
  const found = await find(context, target, comment, params.maxAgeHours);
  const rehearsal = await dryRunOnMachine(context, target, callOf(target, collectInvestigationPackage, comment));
  if (found === undefined) return rehearsal;
  const { id, status } = found.action;
  return { ...rehearsal, hint: `Nothing would be sent: machine action ${id} (${status}) would be reported.` };
}

/**
 * One run of the schedule: starts the collection, or reports how far the one of an earlier run is, with the package once
 * there is one. Status is data here: no status is an error.
 */
export async function collectPackage(
  context: DefenderContext,
  target: Target,
  params: CollectInvestigationPackageParams,
): Promise<CollectInvestigationPackageResult> {
  if (params.dryRun) return rehearseCollection(context, target, params);
  const found = await follow(context, target, params);
  const action = { ...found.action, alreadyActive: found.alreadyActive };
  if (!found.ours || isActive(action)) return action;
  if (action.status !== 'Succeeded') {
    return {
      ...action,
      hint: 'This collection is over and is not started again: use another correlationId for a new one.',
    };
  }
  const rest = withDeadline(context, context.timeoutSeconds);
  try {
    const uri = await linkOf(rest, action.id);
    if (uri === undefined) return { ...action, status: 'InProgress', packagePending: true };
    const stored =
      params.downloadTo === undefined ? { uri } : await downloadPackage(rest, action.id, uri, params.downloadTo);
    return { ...action, package: { ...stored } };
  } catch (error) {
    const failure = toSoarError(error);
    // The collection exists even if its package cannot be stored.
    throw failure.with({ details: { machineActionId: action.id, ...failure.fields.details } });
  }
}
