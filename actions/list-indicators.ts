import { defineAction } from '../src/catalogue/define-action.ts';
import { listIndicators } from '../src/defender/indicators/read.ts';

export default defineAction('list-indicators', ({ params, defender }) => listIndicators(defender, params));
