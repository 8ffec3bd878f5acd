import { SoarError } from '../errors.ts';
import type { IsolateMachineParams } from '../generated/types.ts';
import type { DefenderContext } from './context.ts';
import { getMachine, type KnownMachine, machinesByIp, machinesByName } from './machines.ts';
import { momentText } from './moment.ts';
import { sameText } from './text.ts';

/** How params name a machine: exactly one of the first three. */
export type TargetParams = Pick<IsolateMachineParams, 'machineId' | 'computerDnsName' | 'ipAddress' | 'ipSeenAt'>;

/** The machine an action is about: its id, and the machine itself where it was read. */
export interface Target {
  id: string;
  machine: KnownMachine | undefined;
}

const isOnboardedAndActive = ({ onboardingStatus, healthStatus }: KnownMachine): boolean =>
  sameText(onboardingStatus, 'onboarded') && sameText(healthStatus, 'active');

async function candidates(
  context: DefenderContext,
  params: TargetParams,
): Promise<{ found: KnownMachine[]; named: string }> {
  const { computerDnsName, ipAddress, ipSeenAt } = params;
  if (computerDnsName !== undefined) {
    return { found: await machinesByName(context, computerDnsName), named: `is named ${computerDnsName}` };
  }
  if (ipAddress === undefined) throw new TypeError('no target: the params were not checked');
  const now = context.clock.now();
  const at = momentText(ipSeenAt ?? 'PT0S', now, 'back');
  return {
    found: await machinesByIp(context, ipAddress, at),
    named: `held the internal address ${ipAddress} at ${at}`,
  };
}

const notFound = (named: string): SoarError =>
  new SoarError('not_found', `no machine ${named}`, {
    hint: 'Check the spelling, or look with list-machines; external addresses never match. Nothing was sent.',
  });

/** Every machine that a target fits; throws `not_found` where there is none. */
export async function machinesOf(context: DefenderContext, params: TargetParams): Promise<string[]> {
  if (params.machineId !== undefined) return [params.machineId.toLowerCase()];
  if (params.computerDnsName === undefined) return [(await resolve(context, params)).id];
  const { found, named } = await candidates(context, params);
  if (found.length === 0) throw notFound(named);
  return found.map(({ id }) => id);
}

async function resolve(context: DefenderContext, params: TargetParams): Promise<KnownMachine> {
  const { found, named } = await candidates(context, params);
  const ready = found.filter(isOnboardedAndActive);
  const [only] = found.length === 1 ? found : ready;
  if (found.length === 0) throw notFound(named);
  if (only !== undefined && (found.length === 1 || ready.length === 1)) return only;
  const listed = found
    .map(({ id, computerDnsName, healthStatus }) => `${id} (${computerDnsName}, ${healthStatus})`)
    .join(', ');
  throw new SoarError('ambiguous_machine', `${found.length} machines fit: each ${named}`, {
    hint: `Give the machineId of the one that is meant: ${listed}. Nothing was sent.`,
    details: { candidates: found },
  });
}

function guard({ protectedMachines }: DefenderContext, machine: KnownMachine): void {
  const match = protectedMachines.find((entry) => entry.matches(machine));
  if (match === undefined) return;
  const { id, computerDnsName } = machine;
  throw new SoarError('protected_machine', `${computerDnsName ?? id} is protected by "${match.entry}"`, {
    hint: 'Nothing was sent. If it has to be done, do it by hand in the portal or change protectedMachines.',
    details: { machineId: id, computerDnsName: computerDnsName ?? null, matched: match.entry },
  });
}

/**
 * Finds the one machine that params name. A name or address that fits several stands for the only one that is onboarded
 * and Active; anything less clear is refused. A machine named by id is read only where it may be protected, and for a dry run.
 * @param options `guarded`: refuse a protected machine
 */
export async function findTarget(
  context: DefenderContext,
  params: TargetParams & { dryRun?: boolean },
  options: { guarded?: boolean } = {},
): Promise<Target> {
  const guarded = options.guarded === true && context.protectedMachines.length > 0;
  // Hexadecimal digits in the case that Defender holds them in: what is compared as text elsewhere must be the same.
  const machineId = params.machineId?.toLowerCase();
  if (machineId !== undefined && !guarded && !params.dryRun) return { id: machineId, machine: undefined };
  const machine = machineId === undefined ? await resolve(context, params) : await getMachine(context, machineId);
  if (guarded) guard(context, machine);
  return { id: machine.id, machine };
}
