import type { Observed } from './drive.ts';
import type { PlannedParams } from './params.ts';

/** The machine that an intent names, by the tenant's own lists; undefined unless exactly one matches. */
export function machineOf({ before }: Observed, params: PlannedParams): string | undefined {
  const { machineId, computerDnsName, ipAddress } = params;
  if (typeof machineId === 'string') return machineId;
  const name = String(computerDnsName).toLowerCase();
  const fitting = [...before.machines.values()].filter((machine) =>
    ipAddress === undefined
      ? name === (name.includes('.') ? machine.computerDnsName : machine.computerDnsName.split('.')[0])
      : machine.lastIpAddress === ipAddress,
  );
  const ready = fitting.filter(
    ({ onboardingStatus, healthStatus }) =>
      onboardingStatus?.toLowerCase() === 'onboarded' && healthStatus === 'Active',
  );
  return (fitting.length === 1 ? fitting : ready.length === 1 ? ready : [])[0]?.id;
}

/** Whether the plan's resource protects a machine from the plan's action. */
export function isProtected({ plan, before }: Observed, machineId: string): boolean {
  const machine = before.machines.get(machineId);
  if (!/^(isolate|stop|restrict|run-live)/.test(plan.action) || machine === undefined) return false;
  const pattern = plan.env.DEFENDER_PROTECTED_MACHINES;
  if (pattern === 'srv-*') return machine.computerDnsName.startsWith('srv-');
  return pattern === 'tag:tier0' && machine.machineTags?.includes('tier0') === true;
}

/** Whether the plan's resource protects what an intent would block: all but one of the values that are drawn. */
export const isProtectedValue = ({ plan }: Observed, { indicatorValue, action }: PlannedParams): boolean =>
  plan.env.DEFENDER_PROTECTED_INDICATORS !== '' && indicatorValue !== '203.0.113.66' && action !== 'Audit';

/** The comment that an intent's machine action has. */
export const commentOf = ({ comment, correlationId }: PlannedParams): string =>
  correlationId === undefined ? String(comment) : `${comment} [${correlationId}]`;
