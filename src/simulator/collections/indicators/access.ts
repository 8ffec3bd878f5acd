import type { Caller } from '../../wire/route.ts';
import type { IndicatorRecord } from './record.ts';

/** Either is enough; with the first an app reads and changes only its own indicators. */
export const indicatorRoles = ['Ti.ReadWrite', 'Ti.ReadWrite.All'];

/** Whether a caller may read and change an indicator. */
export const isExposed = (caller: Caller, indicator: IndicatorRecord): boolean =>
  caller.roles.has('Ti.ReadWrite.All') || indicator.createdBy === caller.appId;
