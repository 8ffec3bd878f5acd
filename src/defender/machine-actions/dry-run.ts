import type { DryRunMachine, DryRunResult } from '../../generated/types.ts';
import type { Call } from '../../http/call.ts';
import type { DefenderContext, Target } from '../context.ts';
import { dryRunResult } from '../writes/dry-run.ts';
import { actionsOf, isActive } from './read.ts';

/** Returns the dry run of a call on a machine: with the machine and the actions that are running on it. */
export async function dryRunOnMachine(
  context: DefenderContext,
  { machine }: Pick<Target, 'machine'>,
  call: Call,
): Promise<DryRunResult & DryRunMachine> {
  if (context.budget !== undefined) await (await import('./budget.ts')).checkBudget(context);
  const result = await dryRunResult(context, call);
  if (machine === undefined) return result;
  return { ...result, machine, activeActions: (await actionsOf(context, machine.id)).filter(isActive) };
}
