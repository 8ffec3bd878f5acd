import type { Tenant } from '../../tenant/tenant.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { MachineRecord } from './record.ts';
import { machinesOf } from './store.ts';

/**
 * The machine of an id.
 *
 * @throws ServiceError ResourceNotFound
 */
export function machineById(tenant: Tenant, id: unknown): MachineRecord {
  const machine = typeof id === 'string' ? machinesOf(tenant).get(id) : undefined;
  if (machine !== undefined) return machine;
  throw new ServiceError('ResourceNotFound', `Machine ${String(id)} was not found.`);
}

/** Whether a device has a sensor. */
export const isOnboarded = (machine: MachineRecord): boolean => machine.onboardingStatus?.toLowerCase() === 'onboarded';

/**
 * Refuses a device without a sensor, which could not carry out an action.
 *
 * @throws ServiceError InvalidInput
 */
export function requireOnboarded(machine: MachineRecord): void {
  if (isOnboarded(machine)) return;
  throw new ServiceError(
    'InvalidInput',
    `Machine ${machine.id} is not onboarded (${machine.onboardingStatus ?? 'unknown'}).`,
  );
}

/**
 * Refuses an action that the machine's operating system does not support.
 *
 * @param platforms operating systems that support it
 * @throws ServiceError OsPlatformNotSupported
 */
export function requirePlatform(machine: MachineRecord, action: string, platforms: RegExp): void {
  const platform = machine.osPlatform ?? 'unknown';
  if (platforms.test(platform)) return;
  throw new ServiceError('OsPlatformNotSupported', `${action} is not supported on ${platform}.`);
}
