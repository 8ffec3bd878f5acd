import type { Check } from '../src/catalogue/define-action.ts';
import { commandFaults } from '../src/defender/live-response/rules.ts';

/** Checks each command for what its type requires. */
export const check: Check = commandFaults;
