import { SoarError } from '../../errors.ts';
import type { DeleteIndicatorParams, DryRunResult, Indicator, SubmitIndicatorResult } from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import { sameText, textOf, timeOf, withExternalID } from '../../values/text.ts';
import type { DefenderContext } from '../context.ts';
import { expectStatus, idOf } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { isSince, write } from '../writes/write.ts';
import { bodyOf, type IndicatorBody, type OneIndicator } from './body.ts';
import { beforeOf, keptResult, readExisting } from './existing.ts';
import { activeIndicators, indicators } from './read.ts';
import { sameValue } from './rules.ts';

/**
 * Creates the indicator, or does with the one of this value and type what `onExisting` says; by default updates it unread.
 * https://learn.microsoft.com/defender-endpoint/api/post-ti-indicator
 */
export async function submitIndicator(context: DefenderContext, params: OneIndicator): Promise<SubmitIndicatorResult> {
  const body = bodyOf(context, params);
  const call: WriteCall = { method: 'POST', path: indicators.path, body, followUp: 'list-indicators' };
  const before = beforeOf(await readExisting(context, [params], body.indicatorType), body, params);
  const kept = keptResult(params, before);
  if (kept !== undefined) return kept;
  if (params.dryRun) return { ...(await dryRunResult(context, call)), ...before };
  const { created } = await write<Indicator>(context, {
    call,
    read: (answer) => withExternalID<Indicator>({ ...answer.json, id: idOf(call, answer) }),
    find: async (look, began) =>
      (await activeIndicators(look, body.indicatorType)).find((held) => holds(look, held, body, began)),
  });
  return { ...created, ...before };
}

/** Fields that Defender takes only on creation, or does not give back: a change of them shows by its time alone. */
const silentFields = ['application', 'educateUrl'];

/**
 * Whether an indicator is what a write created: it has all the fields that were sent, times compared as times and lists as
 * sets; for fields that do not show it has to be fresh.
 */
export function holds(context: DefenderContext, held: Indicator, sent: IndicatorBody, began: number): boolean {
  const isFresh = () => isSince(context, timeOf(held.lastUpdateTime), began);
  return Object.entries(sent).every(([name, value]) => {
    const other = held[name];
    if (name === 'indicatorValue') return sameValue(textOf(other), textOf(value));
    if (silentFields.includes(name)) return other === value || isFresh();
    // A service may keep whole seconds.
    if (name === 'expirationTime') return Math.abs(timeOf(other) - timeOf(value)) < 1000;
    if (Array.isArray(value)) {
      const items = Array.isArray(other) ? other : [];
      return items.length === value.length && value.every((item) => items.includes(item));
    }
    // Defender may answer in its own letter case, and spells booleans in several ways.
    return name === 'title' || name === 'description' ? other === value : sameText(other, value);
  });
}

/** What distinguishes indicators of one value; without device groups an indicator applies to all devices. */
function described({ id, indicatorType, action, rbacGroupNames }: Indicator): string {
  const groups = Array.isArray(rbacGroupNames) && rbacGroupNames.length > 0 ? rbacGroupNames.join(', ') : 'all devices';
  return `${id} (${indicatorType}, ${action}, ${groups})`;
}

/** The one indicator of a value among some; throws `not_found`, or `conflict` if several have it. */
export function idAmong(some: readonly Indicator[], value: string, indicatorType: string | undefined): string {
  const found = some.filter(
    (held) =>
      sameValue(textOf(held.indicatorValue), value) &&
      (indicatorType === undefined || held.indicatorType === indicatorType),
  );
  const [only, second] = found;
  if (second !== undefined) {
    const types = new Set(found.map((held) => held.indicatorType));
    const give = types.size === found.length ? 'the indicatorType or the indicatorId' : 'the indicatorId';
    throw new SoarError('conflict', `${found.length} indicators have the value ${value}`, {
      hint: `Use ${give} of the indicator that you mean: ${found.map(described).join('; ')}. Nothing was deleted.`,
      details: { candidates: found },
    });
  }
  if (only?.id !== undefined) return textOf(only.id);
  throw new SoarError('not_found', `no active indicator has the value ${value}`, {
    hint: "Look with list-indicators; with Ti.ReadWrite only the application's own indicators are seen.",
  });
}

/** The id of the indicator that params name. */
export async function idOfIndicator(
  context: DefenderContext,
  { indicatorId, indicatorValue = '', indicatorType }: DeleteIndicatorParams,
): Promise<string> {
  return indicatorId ?? idAmong(await activeIndicators(context, indicatorType), indicatorValue, indicatorType);
}

/** Deletes an indicator by id, or by value: https://learn.microsoft.com/defender-endpoint/api/delete-ti-indicator-by-id */
export async function deleteIndicator(
  context: DefenderContext,
  params: DeleteIndicatorParams,
): Promise<{ indicatorId: string; deleted: boolean } | DryRunResult> {
  const id = await idOfIndicator(context, params);
  const call: WriteCall = {
    method: 'DELETE',
    path: '/api/indicators/{id}',
    values: { id },
    followUp: 'list-indicators',
  };
  if (params.dryRun) return dryRunResult(context, call);
  const deleted = { indicatorId: id, deleted: true };
  await write(context, {
    call,
    read(answer) {
      expectStatus(call, answer, 204);
      return deleted;
    },
    whenMissing: deleted,
    // Defender documents no read of one indicator; a deleted one is missing from the list.
    find: async (look) => {
      const active = await activeIndicators(look);
      return active.some((indicator) => String(indicator.id) === id) ? undefined : deleted;
    },
  });
  return deleted;
}
