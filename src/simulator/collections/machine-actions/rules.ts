import type { MachineRecord } from '../../tenant/tenant.ts';
import { ServiceError } from '../../wire/errors.ts';
import type { ActionType } from './record.ts';

/** What is asked of a machine: an action type, or the two things that have rules of their own. */
export type Demand = ActionType | 'IsolateSelective' | 'Investigate';

const WINDOWS = /^Windows/i;

/** Operating systems by demand, from the operations' pages. Windows servers are taken wherever Windows is. */
const PLATFORMS: Record<Demand, RegExp> = {
  Isolate: /^(Windows|Linux)/i,
  IsolateSelective: WINDOWS,
  Unisolate: /^(Windows|Linux)/i,
  RunAntiVirusScan: /^(Windows|Linux|macOS)/i,
  StopAndQuarantineFile: WINDOWS,
  CollectInvestigationPackage: WINDOWS,
  RestrictCodeExecution: WINDOWS,
  UnrestrictCodeExecution: WINDOWS,
  LiveResponse: /^(Windows|Linux|macOS)/i,
  Investigate: WINDOWS,
};

/**
 * Refuses an action that the machine's operating system does not know.
 *
 * @throws ServiceError OsPlatformNotSupported
 */
export function requirePlatform(machine: MachineRecord, demand: Demand): void {
  const platform = machine.osPlatform ?? 'unknown';
  if (PLATFORMS[demand].test(platform)) return;
  throw new ServiceError('OsPlatformNotSupported', `${demand} is not supported on ${platform}.`);
}
