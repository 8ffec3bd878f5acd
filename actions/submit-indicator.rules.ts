import type { Check } from '../src/catalogue/define-action.ts';
import { submissionFaults } from '../src/defender/indicators/rules.ts';

/** Checks each value against its type, and what Defender would accept and never match. */
export const check: Check = submissionFaults;
