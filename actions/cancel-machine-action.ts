import { defineAction } from '../src/catalogue/define-action.ts';
import { cancelMachineAction } from '../src/defender/machine-actions/cancel.ts';

/**
 * Cancels a machine action that has not ended; what it has done by then stays done. One that was cancelled before is
 * reported with `alreadyActive`, one that ended otherwise is refused.
 */
export default defineAction('cancel-machine-action', ({ params, defender }) => cancelMachineAction(defender, params));
