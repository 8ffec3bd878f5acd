import { SoarError } from '../../errors.ts';
import type { IsolateMachineParams } from '../../generated/types.ts';
import { momentText } from '../../values/moment.ts';
import { sameText, textOf } from '../../values/text.ts';
import type { DefenderContext, Target } from '../context.ts';
import { getMachine, type KnownMachine, machinesByIp, machinesByName } from './read.ts';

/** How params name a machine: exactly one of the first three. */
export type TargetParams = Pick<IsolateMachineParams, 'machineId' | 'computerDnsName' | 'ipAddress' | 'ipSeenAt'>;

/** What a target must be, beyond its name. */
export interface TargetOptions {
  /** If several machines match, take the one that is not onboarded. */
  unmanaged?: boolean;
}

const isOnboarded = ({ onboardingStatus }: KnownMachine): boolean => sameText(onboardingStatus, 'onboarded');

const isOnboardedAndActive = (machine: KnownMachine): boolean =>
  isOnboarded(machine) && sameText(machine.healthStatus, 'active');

/** Why a record is not a machine to act on; undefined if it is one. */
function setAside({ mergedIntoMachineId, isExcluded, isPotentialDuplication }: KnownMachine): string | undefined {
  if (textOf(mergedIntoMachineId) !== '') return `merged into ${mergedIntoMachineId}`;
  if (isExcluded === true) return 'excluded';
  return isPotentialDuplication === true ? 'marked as a duplicate' : undefined;
}

interface Candidates {
  found: KnownMachine[];
  named: string;
}

async function candidates(context: DefenderContext, params: TargetParams): Promise<Candidates> {
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

function notFound({ found, named }: Candidates): SoarError {
  const aside = found.map((machine) => `${machine.id} (${setAside(machine)})`).join(', ');
  return new SoarError(
    'not_found',
    `no machine ${named}${aside && `, except for records that cannot be targets: ${aside}`}`,
    {
      hint: aside
        ? 'Use the machineId of the machine that you mean. Nothing was sent.'
        : 'Check the spelling, or look with list-machines; external addresses never match. Nothing was sent.',
    },
  );
}

/** Finds the ids of every machine that params name, undefined if they name none. Throws `not_found` if no machine matches. */
export async function findMachineIds(context: DefenderContext, params: TargetParams): Promise<string[] | undefined> {
  const { machineId, computerDnsName, ipAddress } = params;
  if (machineId !== undefined) return [machineId.toLowerCase()];
  if (computerDnsName === undefined && ipAddress === undefined) return undefined;
  if (computerDnsName === undefined) return [(await resolve(context, params)).id];
  const known = await candidates(context, params);
  if (known.found.length === 0) throw notFound(known);
  return known.found.map(({ id }) => id);
}

async function resolve(
  context: DefenderContext,
  params: TargetParams,
  { unmanaged = false }: TargetOptions = {},
): Promise<KnownMachine> {
  const known = await candidates(context, params);
  const found = known.found.filter((machine) => setAside(machine) === undefined);
  if (found.length === 0) throw notFound(known);
  const fitting = unmanaged ? found.filter((machine) => !isOnboarded(machine)) : found.filter(isOnboardedAndActive);
  const [only, second] = found.length === 1 ? found : fitting;
  if (only !== undefined && second === undefined) return only;
  const listed = found
    .map(({ id, computerDnsName, healthStatus }) => `${id} (${computerDnsName}, ${healthStatus})`)
    .join(', ');
  throw new SoarError('ambiguous_machine', `${found.length} machines match: each ${known.named}`, {
    hint: `Use the machineId of the machine that you mean: ${listed}. Nothing was sent.`,
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
 * Finds the machine that params name. If several match a name or address, the only one that is onboarded
 * and active is taken; otherwise the call is refused. A machine named by id is read only if it may be protected, and for a dry run.
 */
export async function findTarget(
  context: DefenderContext,
  params: TargetParams & { dryRun?: boolean },
  options: TargetOptions = {},
): Promise<Target> {
  const guarded = context.guarded && context.protectedMachines.length > 0;
  // Defender stores ids in lower case, and other code compares them as text.
  const machineId = params.machineId?.toLowerCase();
  if (machineId !== undefined && !guarded && !params.dryRun) return { id: machineId, machine: undefined };
  const machine =
    machineId === undefined ? await resolve(context, params, options) : await getMachine(context, machineId);
  if (guarded) guard(context, machine);
  return { id: machine.id, machine };
}

/** Reads the machine that params name. */
export async function readTarget(context: DefenderContext, params: TargetParams): Promise<KnownMachine> {
  const { id, machine } = await findTarget(context, params);
  return machine ?? getMachine(context, id);
}
