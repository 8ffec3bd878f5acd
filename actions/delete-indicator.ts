import { defineAction } from '../src/runner/define-action.ts';

/** Deletes an indicator, named by id or by value. A value that several indicators have is refused, with their ids. */
export default defineAction('delete-indicator', ({ params, defender }) => defender.deleteIndicator(params));
