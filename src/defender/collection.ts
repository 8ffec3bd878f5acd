import { SoarError } from '../errors.ts';
import type { CollectInvestigationPackageResult } from '../generated/types.ts';
import type { DefenderContext } from './context.ts';
import {
  actionsOf,
  collectInvestigationPackage,
  getPackageUri,
  isActive,
  type KnownMachineAction,
} from './machine-actions.ts';
import { downloadPackage } from './package-download.ts';
import { awaitedMachineAction, request } from './start.ts';
import type { Target } from './target.ts';
import { composeComment, rehearse, type WriteParams, waitFor } from './write.ts';

/** Params of collect-investigation-package as validated. */
export interface CollectionParams extends WriteParams {
  downloadTo?: string;
  maxAgeHours: number;
}

type Collection = KnownMachineAction & { alreadyActive: boolean };

/** Pause between two requests for a link, in milliseconds: the service allows two a minute. */
const linkPauseMs = 30_000;

const type = 'CollectInvestigationPackage';

/**
 * The collection that this run belongs to: ours of an earlier run, else one that somebody else has running, else
 * undefined. Same machine and comment within `maxAgeHours` make it ours.
 */
async function find(
  context: DefenderContext,
  target: Target,
  params: CollectionParams,
): Promise<{ ours: boolean; action: KnownMachineAction } | undefined> {
  const since = context.clock.now() - params.maxAgeHours * 3_600_000;
  const comment = composeComment(params);
  const recent = await actionsOf(context, target.id, type, since);
  const mine = recent.filter(({ requestorComment }) => requestorComment === comment);
  const ours = mine.find(isActive) ?? mine[0];
  if (ours) return { ours: true, action: ours };
  // A foreign one may be older than our window and still run.
  const foreign = (await actionsOf(context, target.id, type, undefined)).find(isActive);
  return foreign && { ours: false, action: foreign };
}

/**
 * Finds or starts the collection, and waits for it within `waitSeconds`. Somebody else's is waited for too, but only
 * ours counts: when the other one ends in time, ours is started.
 */
async function follow(
  context: DefenderContext,
  target: Target,
  params: CollectionParams,
): Promise<{ ours: boolean; action: Collection }> {
  const { clock, progress } = context;
  const end = clock.now() + params.waitSeconds * 1000;
  const wait = (action: KnownMachineAction) =>
    waitFor(context, action, Math.max(0, end - clock.now()) / 1000, awaitedMachineAction(action.id));
  const comment = composeComment(params);
  for (;;) {
    let found = await find(context, target, params);
    let alreadyActive = found !== undefined;
    if (found === undefined) {
      const started = await request(context, target, collectInvestigationPackage(target, comment), comment);
      alreadyActive = started.alreadyActive;
      found = { ours: started.requestorComment === undefined || started.requestorComment === comment, action: started };
    }
    progress.outcome = 'accepted';
    progress.machineActionId = found.action.id;
    const action = isActive(found.action) ? await wait(found.action) : found.action;
    if (found.ours || isActive(action)) return { ours: found.ours, action: { ...action, alreadyActive } };
  }
}

/** The link of a package; the service may need a moment after the collection has succeeded. */
async function linkOf(context: DefenderContext, id: string): Promise<string | undefined> {
  const { clock, signal, deadline } = context;
  const end = clock.now() + 2 * linkPauseMs;
  for (;;) {
    const uri = await getPackageUri(context, id).catch((error: unknown) => {
      // The limit is part of the wait: what cannot be asked now is asked by the next run.
      if (error instanceof SoarError && error.code === 'rate_limited') return undefined;
      throw error;
    });
    if (uri !== undefined) return uri;
    if (clock.now() + linkPauseMs > end || linkPauseMs > deadline.remaining()) return undefined;
    await clock.sleep(linkPauseMs, signal);
  }
}

/**
 * One run of the schedule: starts the collection, or reports how far the one of an earlier run is, with the package once
 * there is one. Status is data here: no status is an error.
 */
export async function collectPackage(
  context: DefenderContext,
  target: Target,
  params: CollectionParams,
): Promise<CollectInvestigationPackageResult> {
  if (params.dryRun) {
    return rehearse(context.http, collectInvestigationPackage(target, composeComment(params)).call, target.machine);
  }
  const { ours, action } = await follow(context, target, params);
  if (!ours || isActive(action)) return action;
  if (action.status !== 'Succeeded') {
    return {
      ...action,
      hint: 'This collection is over and is not started again: use another correlationId for a new one.',
    };
  }
  const uri = await linkOf(context, action.id);
  if (uri === undefined) return { ...action, status: 'InProgress', packagePending: true };
  const stored =
    params.downloadTo === undefined ? { uri } : await downloadPackage(context, action.id, uri, params.downloadTo);
  return { ...action, package: { ...stored } };
}
