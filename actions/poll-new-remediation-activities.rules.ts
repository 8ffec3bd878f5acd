import type { Check } from '../src/catalogue/define-action.ts';
import { cursorFaults } from '../src/defender/api/cursor.ts';

/** Checks that the cursor came from this action. */
export const check: Check = ({ cursor }, now) => cursorFaults('remediations', cursor, now);
