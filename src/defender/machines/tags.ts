import { SoarError } from '../../errors.ts';
import type { DryRunMachine, DryRunResult, Machine, TagMachineParams } from '../../generated/types.ts';
import { nameOf, type WriteCall } from '../../http/call.ts';
import { unexpected } from '../../http/classify.ts';
import { textOf } from '../../values/text.ts';
import type { DefenderContext, Target } from '../context.ts';
import { dryRunOnMachine } from '../machine-actions/dry-run.ts';
import { entityOf, expectStatus } from '../writes/answer.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { write } from '../writes/write.ts';
import { getMachine, type KnownMachine, machinesById } from './read.ts';

/** Which tag is put on machines, or taken off them. */
type Tagging = Pick<TagMachineParams, 'value' | 'action' | 'dryRun'>;

/** Whether a machine's tags are as they were to be, whatever changed them. */
const isTagged =
  ({ value, action }: Tagging) =>
  ({ machineTags }: Machine): boolean =>
    (machineTags ?? []).includes(value) === (action === 'Add');

/**
 * Adds a tag to a machine or removes it; if the answer is lost, the machine's tags show the outcome.
 * https://learn.microsoft.com/defender-endpoint/api/add-or-remove-machine-tags
 */
export async function tagMachine(
  context: DefenderContext,
  { id, machine }: Target,
  tagging: Tagging,
): Promise<Machine & DryRunResult & DryRunMachine> {
  const body = { Value: tagging.value, Action: tagging.action };
  const call: WriteCall = {
    method: 'POST',
    path: '/api/machines/{id}/tags',
    values: { id },
    body,
    followUp: 'get-machine',
  };
  if (tagging.dryRun) return dryRunOnMachine(context, { machine }, call);
  const { created } = await write<KnownMachine>(context, {
    call,
    read: (answer) => entityOf(call, answer, id, 'another machine'),
    async find(look) {
      const held = await getMachine(look, id);
      return isTagged(tagging)(held) ? held : undefined;
    },
  });
  return created;
}

/** The ids that none of the machines has. */
function missingFrom(ids: readonly string[], held: readonly unknown[]): string[] {
  const known = new Set(held.map((machine) => textOf((machine as Machine | null)?.id).toLowerCase()));
  return ids.filter((id) => !known.has(id));
}

/**
 * The same for up to 500 machines in one call; if its answer is lost, or does not name every machine, each one's tags
 * are read. https://learn.microsoft.com/defender-endpoint/api/add-or-remove-multiple-machine-tags
 */
export async function tagMachines(
  context: DefenderContext,
  machineIds: readonly string[],
  tagging: Tagging,
): Promise<{ updated?: string[] } & DryRunResult> {
  const ids = [...new Set(machineIds.map((id) => id.toLowerCase()))];
  const body = { Value: tagging.value, Action: tagging.action, MachineIds: ids };
  const call: WriteCall = {
    method: 'POST',
    path: '/api/machines/AddOrRemoveTagForMultipleMachines',
    body,
    followUp: 'list-machines',
  };
  if (tagging.dryRun) {
    const unknown = missingFrom(ids, await machinesById(context, ids));
    if (unknown.length === 0) return dryRunResult(context, call);
    throw new SoarError(
      'not_found',
      `Defender does not know ${unknown.length} of the machines: ${unknown.join(', ')}`,
      {
        hint: 'Check the ids, or look with list-machines.',
      },
    );
  }
  const { created } = await write<{ updated: string[] }>(context, {
    call,
    read(answer) {
      expectStatus(call, answer, 200);
      const { json, status } = answer;
      // The shape of the answer is not documented: if it is a list of machines, it must name them all.
      const left = Array.isArray(json.value) ? missingFrom(ids, json.value) : [];
      if (left.length === 0) return { updated: ids };
      throw unexpected(nameOf(call), `${status} and no word about ${left.join(', ')}`, { status });
    },
    async find(look) {
      const tagged = (await machinesById(look, ids)).filter(isTagged(tagging));
      return missingFrom(ids, tagged).length === 0 ? { updated: ids } : undefined;
    },
  });
  return created;
}
