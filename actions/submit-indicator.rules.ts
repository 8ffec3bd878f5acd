import type { Check } from '../src/catalogue/define-action.ts';
import { indicatorFaults } from '../src/defender/indicators/rules.ts';

/** Checks the value against its type, and what Defender would accept and never match. */
export const check: Check = indicatorFaults;
