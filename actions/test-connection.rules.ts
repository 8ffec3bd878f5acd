import type { Check } from '../src/catalogue/define-action.ts';
import { unknownActions } from '../src/defender/connection/rules.ts';

/** Refuses ids of actions that do not exist. */
export const check: Check = (params) => unknownActions('require', params.require);
